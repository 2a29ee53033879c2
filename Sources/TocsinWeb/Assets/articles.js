// Pointing at words says what they are; pointing at a note shows its words.
(() => {
  "use strict";
  const text = document.getElementById("text");
  const card = document.getElementById("note-card");
  if (!text || !card) return;
  const pieces = [...document.querySelectorAll(".piece[data-n]")];
  const notesOf = (piece) => piece.dataset.n.split(" ");
  const light = (names, on) => {
    for (const piece of pieces) {
      if (notesOf(piece).some((name) => names.includes(name))) piece.classList.toggle("lit", on);
    }
    for (const name of names) {
      const note = document.getElementById(name);
      if (note) note.classList.toggle("lit", on);
    }
  };
  const place = (piece) => {
    const box = piece.getClientRects()[0] || piece.getBoundingClientRect();
    const width = Math.min(360, document.documentElement.clientWidth - 24);
    card.style.setProperty("width", width + "px");
    const left = Math.max(12, Math.min(box.left, document.documentElement.clientWidth - width - 12));
    card.style.setProperty("left", left + "px");
    const below = box.bottom + 8;
    const fits = below + card.offsetHeight < innerHeight;
    card.style.setProperty("top", (fits ? below : Math.max(8, box.top - card.offsetHeight - 8)) + "px");
  };
  const show = (piece) => {
    card.textContent = "";
    for (const name of notesOf(piece)) {
      const note = document.getElementById(name);
      if (!note) continue;
      const line = document.createElement("span");
      line.className = "note group-" + (note.className.match(/group-(\w+)/) || ["", "other"])[1];
      for (const part of note.childNodes) line.append(part.cloneNode(true));
      const event = note.closest(".event-card");
      if (event) {
        const of = document.createElement("span");
        of.className = "meta";
        const found = [...event.querySelectorAll(".mono")].map((one) => one.textContent);
        of.textContent = " event " + event.querySelector("h3").textContent + (found.length ? ", by " + found.join(", ") : "");
        line.append(of);
      }
      card.append(line);
    }
    card.hidden = !card.childNodes.length;
    if (!card.hidden) place(piece);
    light(notesOf(piece), true);
  };
  const hide = (piece) => { card.hidden = true; light(notesOf(piece), false); };
  for (const piece of pieces) {
    piece.addEventListener("pointerenter", () => show(piece));
    piece.addEventListener("pointerleave", () => hide(piece));
    piece.addEventListener("focus", () => show(piece));
    piece.addEventListener("blur", () => hide(piece));
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") card.hidden = true; });
  for (const note of document.querySelectorAll("[data-note]")) {
    note.addEventListener("pointerenter", () => light([note.dataset.note], true));
    note.addEventListener("pointerleave", () => light([note.dataset.note], false));
  }
  // A note in a closed list opens it.
  const open = () => {
    const note = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    const closed = note && note.closest("details:not([open])");
    if (closed) { closed.open = true; note.scrollIntoView({ block: "center" }); }
  };
  addEventListener("hashchange", open);
  open();
  // n and p step through the marks.
  const stops = pieces.filter((piece) => piece.tagName === "A");
  const step = (by) => {
    if (!stops.length) return;
    const at = stops.indexOf(document.activeElement);
    stops[Math.min(Math.max(at + by, 0), stops.length - 1)].focus();
  };
  if (window.tocsin) {
    tocsin.keys.add("n", "Next marked words", () => step(1));
    tocsin.keys.add("p", "Marked words before", () => step(-1));
  }
})();
