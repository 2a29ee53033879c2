// The inbox lives: new alerts are announced and put in without losing one's place; answers are sent
// from the list; j and k walk through it.
(() => {
  "use strict";
  const list = () => document.getElementById("alerts");
  const live = document.getElementById("inbox-live");
  const news = document.getElementById("inbox-news");
  const say = (text) => { if (live) { live.textContent = ""; setTimeout(() => { live.textContent = text; }, 50); } };
  const cards = (root) => [...root.querySelectorAll("[data-alert]")];
  const title = document.title;

  // Walking
  const current = () => document.activeElement && document.activeElement.closest("[data-alert]");
  const walk = (step) => {
    const all = cards(document);
    if (!all.length) return;
    const at = all.indexOf(current());
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1);
    all[next].focus();
    all[next].scrollIntoView({ block: "nearest" });
  };
  const press = (selector) => {
    const card = current() || cards(document)[0];
    const found = card && card.querySelector(selector);
    if (found) found.click();
  };
  if (window.tocsin && list()) {
    tocsin.keys.add("j", "Next alert", () => walk(1));
    tocsin.keys.add("k", "Alert before", () => walk(-1));
    tocsin.keys.add("a", "Acknowledge the alert", () => press("[data-quick=acknowledge] button"));
    tocsin.keys.add("r", "Resolve the alert", () => press("[data-quick=resolve] button"));
    tocsin.keys.add("s", "Silence alerts like it", () => press("[data-dialog=silence]"));
    tocsin.keys.add("v", "Review its incident", () => press("[data-dialog=review]"));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("[data-alert]")) {
        event.preventDefault();
        event.target.querySelector("[data-open]").click();
      }
    });
  }

  // Forms of other pages, in a dialog
  let dialog;
  const openDialog = async (link) => {
    const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const part = page.getElementById(link.dataset.dialog);
    if (!answer.ok || !part) { location.href = link.href; return; }
    if (dialog) dialog.remove();
    dialog = document.createElement("dialog");
    part.removeAttribute("id");
    part.classList.remove("card");
    dialog.setAttribute("aria-labelledby", part.getAttribute("aria-labelledby"));
    const back = location.pathname + location.search;
    for (const form of part.querySelectorAll("form")) {
      let field = form.querySelector("[name=back]");
      if (!field) {
        field = document.createElement("input");
        field.type = "hidden";
        field.name = "back";
        form.append(field);
      }
      field.value = back;
    }
    const close = document.createElement("button");
    close.type = "button";
    close.className = "quiet";
    close.textContent = "Close";
    close.addEventListener("click", () => dialog.close());
    dialog.append(part, close);
    dialog.addEventListener("close", () => { if (link.isConnected) link.focus(); });
    document.body.append(dialog);
    dialog.showModal();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-dialog]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    openDialog(link).catch(() => { location.href = link.href; });
  });

  if (!list()) return;

  // Answers without leaving the list
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-quick]");
    if (!form) return;
    event.preventDefault();
    const card = form.closest("[data-alert]");
    const all = cards(document);
    const next = all[all.indexOf(card) + 1] || all[all.indexOf(card) - 1];
    const name = card.querySelector("h3").textContent;
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" });
    } catch { form.submit(); return; }
    if (answer.type !== "opaqueredirect" && !answer.ok) { form.submit(); return; }
    await refresh(true, [card.dataset.alert, next && next.dataset.alert]);
    say((form.dataset.quick === "acknowledge" ? "Acknowledged: " : "Resolved: ") + name);
  });

  // What the list is now
  const load = async () => {
    const answer = await fetch(location.pathname + location.search);
    if (!answer.ok) throw new Error(answer.status);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };

  // The first card in sight and where it stands: what must not move.
  const anchor = () => {
    const card = cards(document).find((one) => one.getBoundingClientRect().bottom > 80);
    return card && { id: card.id, top: card.getBoundingClientRect().top };
  };
  const focused = () => {
    const card = current();
    if (!card) return null;
    const inside = [...card.querySelectorAll("a, button")];
    return { id: card.id, index: inside.indexOf(document.activeElement) };
  };

  const put = (page, wanted) => {
    const place = anchor();
    const focus = focused();
    list().replaceWith(document.adoptNode(page.getElementById("alerts")));
    for (const selector of [".tabs", "#inbox-count"]) {
      const [old, fresh] = [document.querySelector(selector), page.querySelector(selector)];
      if (old && fresh) old.replaceWith(document.adoptNode(fresh));
    }
    const names = (wanted || []).filter(Boolean).map((name) => "alert-" + name);
    if (focus && !names.length) names.push(focus.id);
    const card = names.map((name) => document.getElementById(name)).find(Boolean);
    if (card) {
      const inside = [...card.querySelectorAll("a, button")];
      const at = focus && focus.id === card.id ? inside[focus.index] : null;
      (at || card).focus({ preventScroll: true });
    }
    if (place) {
      const same = document.getElementById(place.id);
      if (same) window.scrollBy(0, same.getBoundingClientRect().top - place.top);
    }
    news.hidden = true;
    document.title = title;
  };

  let waiting = null;
  // Takes changes of what is shown at once; new alerts wait for a word.
  const refresh = async (whole, wanted) => {
    const page = await load();
    const shown = new Map(cards(document).map((card) => [card.dataset.alert, card]));
    const fresh = cards(page).filter((card) => !shown.has(card.dataset.alert));
    if (whole) { put(page, wanted); return; }
    const changed = cards(page).some((card) => {
      const old = shown.get(card.dataset.alert);
      return old && old.dataset.stamp !== card.dataset.stamp;
    });
    const gone = [...shown.keys()].some((name) => !page.getElementById("alert-" + name));
    if (!fresh.length) { if (changed || gone) put(page); return; }
    waiting = page;
    const text = fresh.length === 1 ? "1 new alert" : fresh.length + " new alerts";
    news.querySelector("button").textContent = text + ": show";
    news.hidden = false;
    document.title = "(" + fresh.length + ") " + title;
    say(text);
  };
  news.querySelector("button").addEventListener("click", () => {
    if (!waiting) return;
    const first = cards(waiting).find((card) => !document.getElementById(card.id));
    put(waiting, first ? [first.dataset.alert] : []);
    waiting = null;
  });

  let due = Infinity;
  let timer = null;
  const within = (time) => {
    if (Date.now() + time >= due) return;
    clearTimeout(timer);
    due = Date.now() + time;
    timer = setTimeout(() => { due = Infinity; refresh(false).catch(() => {}); }, time);
  };
  const note = document.querySelector("[data-live]");
  if (window.EventSource) {
    const source = new EventSource("/events");
    let known = "";
    source.addEventListener("counts", (event) => {
      const counts = JSON.parse(event.data);
      const now = counts.open + "/" + counts.alerts;
      // The first counts only say how things stand; what changes no count may wait.
      if (counts.change > 0) within(now === known ? 10000 : 250);
      known = now;
    });
    source.addEventListener("alert", () => within(250));
    const state = (text) => { if (note) { note.hidden = false; note.textContent = text; } };
    source.addEventListener("open", () => state("live"));
    source.addEventListener("error", () => state("not live"));
    addEventListener("pagehide", () => source.close());
  }
})();
