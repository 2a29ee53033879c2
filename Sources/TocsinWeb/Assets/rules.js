// The editor of a rule, and colours for rules wherever they are shown.
(() => {
  "use strict";

  // --- Lua in colours: one pass, text in, spans out. Nothing is ever parsed as markup.
  const keywords = new Set("and break do else elseif end false for function goto if in local nil not or repeat return then true until while".split(" "));
  const words = new Set("tocsin match nomatch gives figure given becomes at_least at_most between inside any none matched at expect quiet timeline test require".split(" "));
  const token = /--\[(=*)\[[\s\S]*?(?:\]\1\]|$)|--[^\n]*|\[(=*)\[[\s\S]*?(?:\]\2\]|$)|"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?|0[xX][\da-fA-F.]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[A-Za-z_]\w*(?=\s*=[^=])|[A-Za-z_]\w*/g;
  const mark = /\{\{[^{}|]*\||\}\}|\{[a-z_]+:|@[\w-]+|\.\.\.\d+/g;
  const span = (kind, text) => {
    const node = document.createElement("span");
    node.className = "lua-" + kind;
    node.textContent = text;
    return node;
  };
  const string = (text) => {
    const out = document.createElement("span");
    out.className = "lua-string";
    let at = 0;
    for (const found of text.matchAll(mark)) {
      out.append(text.slice(at, found.index), span("mark", found[0]));
      at = found.index + found[0].length;
    }
    out.append(text.slice(at));
    return out;
  };
  const colour = (text) => {
    const out = document.createDocumentFragment();
    let at = 0;
    for (const found of text.matchAll(token)) {
      const part = found[0];
      if (found.index > at) out.append(text.slice(at, found.index));
      at = found.index + part.length;
      if (part.startsWith("--")) out.append(span("comment", part));
      else if (/^["'[]/.test(part)) out.append(string(part));
      else if (/^\d/.test(part)) out.append(span("number", part));
      else if (keywords.has(part)) out.append(span("keyword", part));
      else if (words.has(part)) out.append(span("word", part));
      else if (/^\s*=[^=]/.test(text.slice(at, at + 8))) out.append(span("key", part));
      else out.append(part);
    }
    out.append(text.slice(at));
    return out;
  };
  for (const block of document.querySelectorAll("pre[data-lua]")) block.replaceChildren(colour(block.textContent));

  const form = document.getElementById("editor");
  if (!form) return;
  const area = form.querySelector("#text");
  const box = form.querySelector("[data-code]");
  const base = form.elements.base;
  const rule = "/api/v1/rules/" + encodeURIComponent(form.dataset.rule);
  const asker = Math.random().toString(36).slice(2);

  // --- The layer behind the text, and the lines beside it.
  const layer = document.createElement("div");
  layer.className = "code-layer";
  layer.setAttribute("aria-hidden", "true");
  const shown = document.createElement("pre");
  shown.dataset.placed = "";
  layer.append(shown);
  const gutter = document.createElement("div");
  gutter.className = "code-gutter";
  gutter.setAttribute("aria-hidden", "true");
  const numbers = document.createElement("ol");
  numbers.dataset.placed = "";
  gutter.append(numbers);
  box.prepend(layer);
  box.append(gutter);
  box.classList.add("is-live");
  let lines = new Map();
  const drawNumbers = () => {
    const count = area.value.split("\n").length;
    while (numbers.children.length > count) numbers.lastChild.remove();
    while (numbers.children.length < count) {
      const item = document.createElement("li");
      item.textContent = numbers.children.length + 1;
      numbers.append(item);
    }
    [...numbers.children].forEach((item, n) => { item.className = lines.get(n + 1) || ""; });
  };
  const follow = () => {
    shown.style.transform = `translate(${-area.scrollLeft}px, ${-area.scrollTop}px)`;
    numbers.style.transform = `translateY(${-area.scrollTop}px)`;
  };
  const draw = () => {
    // The last line needs a height of its own.
    shown.replaceChildren(colour(area.value), "\n");
    drawNumbers();
    follow();
  };
  area.addEventListener("scroll", follow);

  // --- Keys. What is typed goes through the browser, so that undo stays whole.
  const insert = (text) => {
    if (!document.execCommand("insertText", false, text)) {
      area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  let leaves = false;
  const lineStart = (at) => area.value.lastIndexOf("\n", at - 1) + 1;
  const indent = (less) => {
    const from = lineStart(area.selectionStart);
    const to = area.selectionEnd;
    if (!less && area.selectionStart === area.selectionEnd) { insert("  "); return; }
    const old = area.value.slice(from, to);
    const changed = less ? old.replace(/^ {1,2}/gm, "") : old.replace(/^(?=.)/gm, "  ");
    if (changed === old) return;
    area.setSelectionRange(from, to);
    insert(changed);
    area.setSelectionRange(from, from + changed.length);
  };
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { leaves = true; return; }
    if (event.key === "Tab" && !event.ctrlKey && !event.altKey && !event.metaKey) {
      if (leaves) { leaves = false; return; }
      event.preventDefault();
      indent(event.shiftKey);
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && !event.isComposing) {
      const from = lineStart(area.selectionStart);
      const line = area.value.slice(from, area.selectionStart);
      const space = /^[ \t]*/.exec(line)[0] + (/[{(]\s*$|\bthen\s*$|\bdo\s*$/.test(line) ? "  " : "");
      if (space) { event.preventDefault(); insert("\n" + space); }
    } else if (!["Shift", "Control", "Alt", "Meta"].includes(event.key)) {
      leaves = false;
    }
  });
  area.addEventListener("blur", () => { leaves = false; });
  document.addEventListener("keydown", (event) => {
    if (event.key === "s" && (event.ctrlKey || event.metaKey)) {
      const save = form.querySelector("button[value=save]");
      if (save) { event.preventDefault(); form.requestSubmit(save); }
    }
  });
  const goTo = (line) => {
    const rows = area.value.split("\n");
    const from = rows.slice(0, line - 1).reduce((sum, row) => sum + row.length + 1, 0);
    area.focus();
    area.setSelectionRange(from, from + (rows[line - 1] || "").length);
    const height = parseFloat(getComputedStyle(area).lineHeight);
    area.scrollTop = Math.max(0, (line - 6) * height);
    area.scrollLeft = 0;
  };
  form.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-line]");
    if (!link) return;
    event.preventDefault();
    if (Number(link.dataset.line) > 0) goTo(Number(link.dataset.line));
  });

  // --- Answers, built of nodes.
  const make = (name, kind, ...inside) => {
    const node = document.createElement(name);
    if (kind) node.className = kind;
    node.append(...inside);
    return node;
  };
  const sentence = (value) => make("p", "sentence", ...value.pieces.map((piece) => {
    if (!piece.role) return piece.text;
    return make("mark", "tone-" + piece.tone, piece.text, ...(piece.label ? [make("span", "role", piece.label)] : []));
  }));
  const findings = document.getElementById("findings");
  const showCheck = (answer) => {
    lines = new Map();
    for (const one of answer.findings) {
      if (one.line > 0 && lines.get(one.line) !== "error") lines.set(one.line, one.severity);
    }
    drawNumbers();
    const list = make("ul", "findings", ...answer.findings.map((one) => {
      const link = make("a", "", one.line > 0 ? "line " + one.line : "the file");
      link.href = "#L" + one.line;
      link.dataset.line = one.line;
      const [head, ...rest] = one.message.split("\n");
      return make("li", "finding-" + one.severity, link, " ", make("b", "", one.severity), " ", make("span", "", head),
        ...(rest.length ? [make("span", "drawing", rest.join("\n"))] : []));
    }));
    findings.replaceChildren(make("p", "verdict " + (answer.passes ? "good" : "bad"), answer.summary), list);
  };
  const trial = document.getElementById("trial");
  const showTrial = (answer) => {
    const how = make("details", "", make("summary", "", "How it came about"), make("pre", "answer", answer.answer));
    how.open = !answer.matched;
    trial.replaceChildren(
      make("p", "verdict" + (answer.matched ? " good" : ""), answer.matched ? "It matches." : "It does not match."),
      ...answer.sentences.map(sentence), how);
  };
  const effect = document.getElementById("effect");
  const changes = (title, count, list) => list.length === 0 ? [] : [
    make("h3", "", `${title} (${count})`),
    make("ul", "changes", ...list.map((one) => {
      const link = make("a", "", one.title);
      link.href = one.href;
      return make("li", "", link, " ", make("span", "meta", one.place), ...one.sentences.map(sentence));
    })),
  ];
  const showEffect = (answer) => effect.replaceChildren(
    make("p", "verdict", answer.summary), ...(answer.trip ? [make("p", "notice notice-bad", answer.trip)] : []),
    ...changes("Gained", answer.gained_count, answer.gained), ...changes("Lost", answer.lost_count, answer.lost));
  const failed = (place, message) => place.replaceChildren(make("p", "verdict bad", message));

  // --- Questions: the newest counts, older answers are dropped.
  const numbersOf = new Map();
  const ask = async (what, place, body, show) => {
    const number = (numbersOf.get(what) || 0) + 1;
    numbersOf.set(what, number);
    place.classList.add("is-busy");
    try {
      const answer = await fetch(rule + "/" + what, {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ asker, ...body }),
      });
      const value = await answer.json();
      if (numbersOf.get(what) !== number) return;
      if (answer.ok) show(value); else failed(place, value.detail || value.title || "The workbench did not answer.");
    } catch {
      if (numbersOf.get(what) === number) failed(place, "The workbench cannot be reached; the text here is kept.");
    } finally {
      if (numbersOf.get(what) === number) place.classList.remove("is-busy");
    }
  };
  const article = () => (form.elements.article ? form.elements.article.value : "");
  const tryNow = () => { if (article()) ask("try", trial, { text: area.value, article: article() }, showTrial); };
  const compare = () => ask("effect", effect, { text: area.value }, showEffect);
  let soon, later;
  // Only a text that gives a rule can be tried and compared.
  const check = (compares) => ask("check", findings, { text: area.value }, (answer) => {
    showCheck(answer);
    if (!answer.rule) return;
    tryNow();
    if (compares) later = setTimeout(compare, compares);
  });
  const typed = () => {
    draw();
    clearTimeout(soon);
    clearTimeout(later);
    soon = setTimeout(() => check(900), 350);
  };
  area.addEventListener("input", typed);
  if (form.elements.article) form.elements.article.addEventListener("change", tryNow);
  form.addEventListener("submit", (event) => {
    const action = event.submitter && event.submitter.value;
    if (action === "check") { event.preventDefault(); check(); }
    if (action === "effect") { event.preventDefault(); check(1); }
    if (action === "save" || action === "overwrite") saving = true;
  });

  // --- A change from outside, and a page left by mistake.
  let saving = false;
  const opened = area.value;
  addEventListener("beforeunload", (event) => {
    if (!saving && area.value !== opened) event.preventDefault();
  });
  const outside = document.getElementById("outside");
  const look = async () => {
    if (document.hidden || !outside.hidden) return;
    try {
      const answer = await fetch(rule + "/file");
      if (!answer.ok) return;
      const file = await answer.json();
      if (file.hash !== base.value && !form.elements.disk) outside.hidden = false;
    } catch { /* asked again */ }
  };
  setInterval(look, 3000);
  document.addEventListener("visibilitychange", look);

  draw();
  for (const item of findings.querySelectorAll("a[data-line]")) {
    const line = Number(item.dataset.line);
    const kind = item.parentElement.className.replace("finding-", "");
    if (line > 0 && lines.get(line) !== "error") lines.set(line, kind);
  }
  drawNumbers();
  if (findings.querySelector("[data-rule]")) tryNow();
  if (/^#L\d+$/.test(location.hash)) goTo(Number(location.hash.slice(2)));
})();
