// Paper: a sheet is narrower than a screen, and a drawing shrunk to it could not be read. Before
// printing each drawing is laid out anew as wide as its place on the sheet, and afterwards as it was.
(() => {
  "use strict";

  const SHEET = 703; // CSS pixels: A4 less the margins that page.css gives it
  const CHARTS = "[data-testid=stVegaLiteChart]";
  const STACKED = "[data-testid=stHorizontalBlock]:has(.st-key-wide-only)"; // page.css: the map's row
  let laid = [];

  // Vega's own view of a drawing: every mark in the picture knows the runtime it came from.
  function viewOf(chart) {
    for (const part of chart.querySelectorAll("svg *")) {
      let group = part.__data__;
      while (group && !group.context) group = group.mark?.group ?? group.group;
      if (group?.context?.dataflow) return group.context.dataflow;
    }
    return null;
  }

  function narrow() {
    if (laid.length) return; // asked twice before it is over
    const main = document.querySelector("[data-testid=stMainBlockContainer] > *")?.clientWidth;
    if (!main) return;
    for (const chart of document.querySelectorAll(CHARTS)) {
      const view = chart.clientWidth ? viewOf(chart) : null;
      if (!view || main <= SHEET) continue;
      laid.push([view, Number(chart.querySelector("svg.marks").getAttribute("width"))]);
      const share = chart.closest(STACKED) ? 1 : chart.clientWidth / main;
      view.width(Math.round(SHEET * share)).run();
    }
  }

  function widen() {
    for (const [view, width] of laid) view.width(width).run();
    laid = [];
  }

  addEventListener("beforeprint", narrow);
  addEventListener("afterprint", widen);
})();
