// What every page has: the theme, keys, confirmation of what cannot be undone.
(() => {
  "use strict";
  const root = document.documentElement;

  // Theme
  const toggle = document.querySelector("[data-theme-toggle]");
  const isDark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  if (toggle) {
    toggle.hidden = false;
    const say = () => toggle.setAttribute("aria-label", isDark() ? "Use light colours" : "Use dark colours");
    say();
    toggle.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      try { localStorage.setItem("tocsin-theme", root.dataset.theme); } catch { /* not kept */ }
      say();
      document.dispatchEvent(new CustomEvent("tocsin:theme"));
    });
  }

  // Keys. A page adds its own: tocsin.keys.add("x", "what it does", () => …)
  const keys = new Map();
  const add = (key, what, act) => keys.set(key, { what, act });
  window.tocsin = { keys: { add } };
  const help = document.createElement("dialog");
  help.className = "help";
  help.setAttribute("aria-labelledby", "help-title");
  document.body.append(help);
  const links = [...document.querySelectorAll(".sections a[data-key]")];
  const showHelp = () => {
    if (help.open) { help.close(); return; }
    help.textContent = "";
    const title = document.createElement("h2");
    title.id = "help-title";
    title.textContent = "Keys";
    const list = document.createElement("dl");
    const line = (key, what) => {
      const dt = document.createElement("dt");
      for (const part of key.split(" ")) {
        const kbd = document.createElement("kbd");
        kbd.textContent = part;
        dt.append(kbd, " ");
      }
      const dd = document.createElement("dd");
      dd.textContent = what;
      list.append(dt, dd);
    };
    for (const [key, { what }] of keys) line(key, what);
    for (const link of links) line("g " + link.dataset.key, link.textContent);
    const form = document.createElement("form");
    form.method = "dialog";
    const close = document.createElement("button");
    close.textContent = "Close";
    form.append(close);
    help.append(title, list, form);
    help.showModal();
  };
  add("?", "These keys", showHelp);
  add("/", "To the search field", () => {
    const field = document.querySelector("input[type=search]");
    if (field) { field.focus(); field.select(); } else { location.href = "/search"; }
  });
  const button = document.querySelector("[data-help-toggle]");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", showHelp);
  }
  let waitsForSection = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target;
    if (at.closest && at.closest("input, textarea, select, [contenteditable]")) return;
    if (help.open && event.key !== "?") return;
    if (waitsForSection) {
      waitsForSection = false;
      const link = links.find((one) => one.dataset.key === event.key);
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    if (event.key === "g") {
      waitsForSection = true;
      setTimeout(() => { waitsForSection = false; }, 1500);
      return;
    }
    const known = keys.get(event.key);
    if (known) { event.preventDefault(); known.act(event); }
  });

  // How long ago something was goes on while a page stands open.
  const age = (seconds) => seconds < 60 ? "just now" : seconds < 3600 ? Math.floor(seconds / 60) + " min ago"
    : seconds < 86400 ? Math.floor(seconds / 3600) + " h ago" : "";
  setInterval(() => {
    for (const note of document.querySelectorAll("[data-age]")) {
      const text = age((Date.now() - Date.parse(note.dataset.age)) / 1000);
      if (note.textContent !== text) note.textContent = text;
    }
  }, 30000);

  // A button with data-confirm asks first.
  document.addEventListener("submit", (event) => {
    const asks = event.submitter && event.submitter.dataset.confirm;
    if (asks && !confirm(asks)) event.preventDefault();
  });
})();
