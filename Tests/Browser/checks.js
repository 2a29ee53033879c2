// Looks a page over as axe would: names, labels, headings, contrast, width. Gives one line a fault.
() => {
  "use strict";
  const faults = [];
  const isShown = (el) => {
    if (el.closest("[hidden]")) return false;
    if (el.closest("dialog:not([open])")) return false;
    const closed = el.closest("details:not([open])");
    if (closed && !(el.closest("summary") && el.closest("summary").parentElement === closed)) return false;
    const style = getComputedStyle(el);
    if (style.visibility === "hidden" || style.display === "none") return false;
    const box = el.getBoundingClientRect();
    return box.width > 0 && box.height > 0;
  };
  const where = (el) => {
    const text = (el.textContent || "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `<${el.tagName.toLowerCase()}${el.id ? " id=" + el.id : ""}${el.getAttribute("class") ? ' class="' + el.getAttribute("class") + '"' : ""}> ${text}`;
  };
  const fault = (what, el) => faults.push(`${what}: ${el ? where(el) : ""}`);

  // The page
  if (!document.documentElement.lang) fault("no language");
  if (!document.title.trim()) fault("no title");
  if (document.querySelectorAll("main").length !== 1) fault("not one <main>");
  const ids = new Map();
  for (const el of document.querySelectorAll("[id]")) {
    if (ids.has(el.id)) fault("an id is there twice", el);
    ids.set(el.id, el);
  }
  if (document.querySelectorAll("[style]").length) {
    for (const el of document.querySelectorAll("[style]")) {
      // Scripts may place things; pages may not.
      if (!el.matches(".note-card, [data-placed]")) fault("a style attribute", el);
    }
  }

  // Headings
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((el) => !el.closest("dialog, [hidden]"));
  if (headings.filter((el) => el.tagName === "H1").length !== 1) fault("not one h1");
  let level = 0;
  for (const heading of headings) {
    const now = +heading.tagName[1];
    if (level && now > level + 1) fault(`h${now} follows h${level}`, heading);
    if (!heading.textContent.trim()) fault("an empty heading", heading);
    level = now;
  }

  // Names
  const named = (el) => {
    const by = (el.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean)
      .map((id) => document.getElementById(id)).filter(Boolean).map((one) => one.textContent).join(" ");
    const label = el.labels && el.labels.length ? [...el.labels].map((one) => one.textContent).join(" ") : "";
    const svg = el.querySelector && el.querySelector("svg title, svg[aria-label]");
    return (by || el.getAttribute("aria-label") || label || el.textContent || el.title || el.alt || (svg && svg.textContent) || "").trim();
  };
  for (const el of document.querySelectorAll("a[href], button, summary, [role=button]")) {
    if (isShown(el) && !named(el)) fault("a control without a name", el);
  }
  for (const el of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    const label = (el.labels && [...el.labels].map((one) => one.textContent).join("").trim())
      || el.getAttribute("aria-label") || el.getAttribute("aria-labelledby");
    if (!label) fault("a field without a label", el);
  }
  for (const el of document.querySelectorAll("img:not([alt])")) fault("an image without alt", el);
  for (const el of document.querySelectorAll("svg")) {
    if (isShown(el) && !el.getAttribute("aria-hidden") && !el.getAttribute("aria-label") && !el.getAttribute("aria-labelledby")) fault("a drawing without a name", el);
  }
  for (const el of document.querySelectorAll("[role=region], nav, section[role=region]")) {
    if (!named(el) || (!el.getAttribute("aria-label") && !el.getAttribute("aria-labelledby"))) fault("a region without a name", el);
  }
  for (const el of document.querySelectorAll("[aria-labelledby], [aria-describedby], [aria-controls]")) {
    for (const name of ["aria-labelledby", "aria-describedby", "aria-controls"]) {
      if (el.closest("dialog:not([open])")) continue;
      for (const id of (el.getAttribute(name) || "").split(/\s+/).filter(Boolean)) {
        if (!document.getElementById(id)) fault(`${name} leads nowhere (${id})`, el);
      }
    }
  }
  for (const el of document.querySelectorAll("[tabindex]")) if (el.tabIndex > 0) fault("a tabindex above 0", el);
  for (const el of document.querySelectorAll("table")) if (!el.querySelector("th")) fault("a table without headings", el);
  for (const el of document.querySelectorAll("ul > :not(li):not(script):not(template), ol > :not(li):not(script):not(template)")) fault("no list item in a list", el);

  // Width
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > wide + 1) {
    fault(`the page is ${document.documentElement.scrollWidth} wide, the window ${wide}`);
    const inScroller = (el) => { for (let up = el.parentElement; up && up !== document.body; up = up.parentElement) if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(up).overflowX)) return true; return false; };
    let told = 0;
    for (const el of document.querySelectorAll("main *, header *, footer *")) {
      if (told < 5 && isShown(el) && el.getBoundingClientRect().right > wide + 1 && !inScroller(el)) { fault("reaches over the edge", el); told += 1; }
    }
  }
  // A phone shows a table whole, as a list of records; what must keep its lines may scroll
  if (wide <= 480) {
    for (const el of document.querySelectorAll(".table")) {
      if (isShown(el) && el.scrollWidth > el.clientWidth + 1 && !el.querySelector(".difference")) fault("a table is cut off", el);
    }
  }
  for (const el of document.querySelectorAll(".chip")) {
    const style = getComputedStyle(el);
    if (isShown(el) && !/[\s-]/.test(el.textContent.trim()) && el.getBoundingClientRect().height > 1.9 * parseFloat(style.lineHeight)) fault("a word is broken", el);
  }
  for (const el of document.querySelectorAll(".sections a[aria-current]")) {
    const box = el.getBoundingClientRect();
    if (box.left < 0 || box.right > wide + 1) fault("the section one is in is out of sight", el);
  }
  // Small targets, but for words within text
  for (const el of document.querySelectorAll("button, select, input:not([type=hidden]), .button, summary")) {
    const box = el.getBoundingClientRect();
    if (isShown(el) && !["checkbox", "radio", "range"].includes(el.type) && box.height < 24) fault(`a target only ${Math.round(box.height)} high`, el);
  }

  // Contrast
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const cache = new Map();
  const parse = (text) => {
    if (!cache.has(text)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = "#000";
      canvas.fillStyle = text;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      cache.set(text, [r, g, b, a / 255]);
    }
    return cache.get(text);
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const probe = document.createElement("span");
  document.body.append(probe);
  const resolved = (el, name) => {
    const value = getComputedStyle(el).getPropertyValue(name).trim();
    if (!value || value === "transparent") return null;
    probe.style.color = "";
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };
  const ground = (el) => {
    const layers = [];
    for (let at = el; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (at.matches(".piece")) {
        // The reader's own colours take paint away.
        const paint = matchMedia("(forced-colors: active)").matches ? null : resolved(at, "--paint");
        if (paint) layers.push(parse(paint));
      } else if (style.backgroundImage !== "none" && !at.matches("select, option")) return null;
      const colour = parse(style.backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]);
  };
  const light = (c) => {
    const [r, g, b] = c.map((v) => { const x = v / 255; return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (walker.nextNode()) {
    const el = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || seen.has(el) || el.closest("script, style, option, title, noscript, .visually-hidden, .skip, [disabled]") || !isShown(el)) continue;
    seen.add(el);
    const style = getComputedStyle(el);
    let opacity = 1;
    for (let at = el; at; at = at.parentElement) opacity *= +getComputedStyle(at).opacity;
    const dot = el.closest(".marker") && el.closest(".marker").querySelector(".dot");
    const under = dot ? parse(getComputedStyle(dot).stroke) : ground(el);
    if (!under) continue;
    const ink = parse(el instanceof SVGElement ? style.fill : style.color).slice();
    ink[3] *= opacity;
    const size = parseFloat(style.fontSize);
    const bold = +style.fontWeight >= 700;
    const least = size >= 24 || (bold && size >= 18.66) ? 3 : 4.5;
    const found = contrast(over(ink, under), under);
    if (found < least) fault(`contrast ${found.toFixed(2)}, at least ${least}`, el);
  }
  probe.remove();
  return faults;
}
