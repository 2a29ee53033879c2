// Before the first paint: the theme somebody chose, else the system's.
(() => {
  try {
    const chosen = localStorage.getItem("tocsin-theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch { /* storage is off: the system's theme it is */ }
})();
