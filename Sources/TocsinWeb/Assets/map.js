// Moves and zooms the map, and brushes time. The server draws; this asks it for the part in sight.
(() => {
  "use strict";
  const all = document.getElementById("map-all");
  if (!all) return;
  const svg = () => document.getElementById("map");
  const world = () => ({ width: +svg().dataset.width, height: +svg().dataset.height });
  const box = () => svg().getAttribute("viewBox").split(" ").map(Number);
  const PIXELS = 1000;

  // Asked once: asking after each step would have the page laid out twice a frame.
  let shown = svg().clientWidth || PIXELS;
  const fit = () => {
    // Numbers in markers keep their size whatever the zoom.
    const [, , width] = box();
    const size = (width / shown * 12).toFixed(2);
    const markers = document.getElementById("markers");
    if (markers.getAttribute("font-size") !== size) markers.setAttribute("font-size", size);
  };
  const setBox = (x, y, width, height) => {
    const w = world();
    const wide = Math.min(Math.max(width, 110), w.width);
    const high = height * (wide / width);
    const cx = Math.min(Math.max(x + width / 2, 0), w.width);
    const cy = Math.min(Math.max(y + height / 2, 0), w.height);
    svg().setAttribute("viewBox", [cx - wide / 2, cy - high / 2, wide, high].map((n) => n.toFixed(1)).join(" "));
    fit();
    soon();
  };
  const viewText = () => {
    const [x, y, width, height] = box();
    const w = world();
    const lon = (x + width / 2) / w.width * 360 - 180;
    const north = Math.log(Math.tan(Math.PI / 4 + 82 * Math.PI / 360)) * w.width / (2 * Math.PI);
    const rise = north - (y + height / 2);
    const lat = (Math.atan(Math.exp(rise * 2 * Math.PI / w.width)) - Math.PI / 4) * 360 / Math.PI;
    const clip = (n, low, high) => Math.min(Math.max(n, low), high);
    return [clip(lon, -180, 180), clip(lat, -80, 84), width / w.width * 360].map((n) => n.toFixed(2)).join(",");
  };
  const zoom = (factor, px, py) => {
    const [x, y, width, height] = box();
    const fx = px === undefined ? 0.5 : px;
    const fy = py === undefined ? 0.5 : py;
    const wide = Math.min(Math.max(width * factor, 110), world().width);
    const real = wide / width;
    setBox(x + width * (1 - real) * fx, y + height * (1 - real) * fy, wide, height * real);
  };
  const move = (dx, dy) => {
    const [x, y, width, height] = box();
    setBox(x + dx * width, y + dy * height, width, height);
  };

  // What the server makes of the view: markers, table, timeline.
  let timer = null;
  let asked = 0;
  const address = (extra) => {
    const url = new URL(all.dataset.address, location.href);
    const now = new URL(location.href);
    for (const name of ["since", "until"]) if (now.searchParams.get(name)) url.searchParams.set(name, now.searchParams.get(name));
    url.searchParams.set("view", viewText());
    for (const [name, value] of Object.entries(extra || {})) {
      if (value === null) url.searchParams.delete(name); else url.searchParams.set(name, value);
    }
    return url;
  };
  const ask = async (url) => {
    const mine = ++asked;
    const part = new URL(url);
    part.searchParams.set("part", "1");
    const answer = await fetch(part);
    if (!answer.ok || mine !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("markers");
    if (!fresh) return;
    const focus = document.activeElement && document.activeElement.id;
    document.getElementById("markers").replaceWith(document.adoptNode(fresh));
    for (const id of ["places-section", "timeline"]) {
      const [old, next] = [document.getElementById(id), page.getElementById(id)];
      if (old && next) old.replaceWith(document.adoptNode(next));
    }
    for (const link of page.querySelectorAll("[data-map]")) {
      const old = document.querySelector(`[data-map=${link.dataset.map}]`);
      if (old) old.setAttribute("href", link.getAttribute("href"));
    }
    const oldEmpty = document.querySelector(".map-empty");
    const newEmpty = page.querySelector(".map-empty");
    if (oldEmpty) oldEmpty.remove();
    if (newEmpty) document.getElementById("map-frame").append(document.adoptNode(newEmpty));
    history.replaceState(null, "", url);
    for (const name of ["since", "until"]) {
      const field = document.getElementById("filter-" + name);
      if (field) field.value = url.searchParams.get(name) || "";
    }
    const kept = document.querySelector("form.filters [name=view]");
    if (kept) kept.value = url.searchParams.get("view");
    fit();
    brush();
    if (focus && document.getElementById(focus)) document.getElementById(focus).focus({ preventScroll: true });
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => ask(address()).catch(() => {}), 200);
  };

  // Buttons, keys, wheel, fingers
  const acts = {
    in: () => zoom(0.5), out: () => zoom(2), left: () => move(-0.3, 0), right: () => move(0.3, 0),
    up: () => move(0, -0.3), down: () => move(0, 0.3),
    world: () => { const w = world(); const [, , width, height] = box(); setBox(0, w.height / 2 - 300 - height * w.width / width / 2, w.width, height * w.width / width); },
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-map]");
    if (!link || event.ctrlKey || event.metaKey || event.button) return;
    event.preventDefault();
    acts[link.dataset.map]();
  });
  const frame = document.getElementById("map-frame");
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", "Map: plus and minus zoom, arrows move");
  frame.addEventListener("keydown", (event) => {
    if (event.target !== frame) return;
    const act = { "+": "in", "=": "in", "-": "out", ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down", 0: "world" }[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    acts[act]();
  });
  frame.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && document.activeElement !== frame && !frame.contains(document.activeElement)) return;
    event.preventDefault();
    const at = svg().getBoundingClientRect();
    zoom(event.deltaY > 0 ? 1.25 : 0.8, (event.clientX - at.left) / at.width, (event.clientY - at.top) / at.height);
  }, { passive: false });
  const fingers = new Map();
  let dragged = 0;
  frame.addEventListener("pointerdown", (event) => {
    if (event.target.closest(".map-tools")) return;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    dragged = 0;
  });
  addEventListener("pointermove", (event) => {
    const old = fingers.get(event.pointerId);
    if (!old) return;
    const now = { x: event.clientX, y: event.clientY };
    const at = svg().getBoundingClientRect();
    if (fingers.size === 1) {
      dragged += Math.abs(now.x - old.x) + Math.abs(now.y - old.y);
      if (dragged > 4) move((old.x - now.x) / at.width, (old.y - now.y) / at.height);
    } else if (fingers.size === 2) {
      const other = [...fingers].find(([id]) => id !== event.pointerId)[1];
      const gap = (p) => Math.hypot(p.x - other.x, p.y - other.y) || 1;
      dragged += 10;
      zoom(gap(old) / gap(now), ((now.x + other.x) / 2 - at.left) / at.width, ((now.y + other.y) / 2 - at.top) / at.height);
    }
    fingers.set(event.pointerId, now);
  });
  const lift = (event) => fingers.delete(event.pointerId);
  addEventListener("pointerup", lift);
  addEventListener("pointercancel", lift);
  frame.addEventListener("click", (event) => { if (dragged > 4) { event.preventDefault(); event.stopPropagation(); dragged = 0; } }, true);
  frame.addEventListener("dragstart", (event) => event.preventDefault());

  // The brush
  const brush = () => {
    const holder = document.querySelector("[data-brush]");
    if (!holder) return;
    holder.hidden = false;
    const [from, to] = holder.querySelectorAll("input");
    const rows = [...document.querySelectorAll(".timeline-table tbody tr")];
    const bars = [...document.querySelectorAll(".timeline-plot rect")];
    const says = document.getElementById("brush-says");
    const show = () => {
      const [a, b] = [Math.min(+from.value, +to.value), Math.max(+from.value, +to.value)];
      for (const bar of bars) {
        const x = Math.floor(+bar.getAttribute("x"));
        bar.classList.toggle("outside", x < a || x > b);
      }
      const whole = a === 0 && b === rows.length - 1;
      says.textContent = whole ? "" : rows[a].dataset.first + " to " + rows[b].dataset.last;
      from.setAttribute("aria-valuetext", rows[+from.value].dataset.first);
      to.setAttribute("aria-valuetext", rows[+to.value].dataset.last);
      return { a, b, whole };
    };
    const set = () => {
      const { a, b, whole } = show();
      ask(address({ since: whole ? null : rows[a].dataset.first, until: whole ? null : rows[b].dataset.last })).catch(() => {});
    };
    for (const input of [from, to]) {
      input.addEventListener("input", show);
      input.addEventListener("change", set);
    }
    show();
  };
  addEventListener("resize", () => {
    shown = svg().clientWidth || PIXELS;
    fit();
  });
  fit();
  brush();
})();
