// What somebody would notice of the page as it stands: faults, and its outline in reading order.
(phone) => {
  const main = document.querySelector("[data-testid=stMain]");
  const shown = (one) => {
    const box = one.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && one.checkVisibility({ visibilityProperty: true });
  };
  const all = (query) => [...main.querySelectorAll(query)].filter(shown);
  const named = (one) =>
    `${one.dataset.testid || one.tagName}: ${(one.getAttribute("aria-label") || one.innerText || "").slice(0, 60)}`;
  const styled = (one) => getComputedStyle(one);

  const kinds = [
    ["[data-testid=stMetric]", () => "figure"],
    ["[data-testid=stVegaLiteChart]", () => "chart"],
    ["[data-testid=stDataFrame]", () => "table"],
    ["h1,h2,h3,h4,h5,h6", (one) => `heading ${one.tagName[1]}`],
    ["summary", () => "fold"],
    ["li", () => "line of a list"],
    ["[role=radio]", () => "choice"],
    ["[role=checkbox],input[type=checkbox]", () => "tick"],
    ["a[href]", () => "link"],
    ["button", () => "button"],
    ["input,textarea,[role=combobox]", () => "field"],
    ["[data-testid=stAlert]", () => "notice"],
  ];
  const inside = "[data-testid=stMetric],[data-testid=stVegaLiteChart],[data-testid=stDataFrame]";
  const streamlits = "[data-testid=stElementToolbar],[data-testid=stDataFrame],[data-testid=stVegaLiteChart]";
  const outline = [];
  for (const one of all(kinds.map(([query]) => query).join(","))) {
    if (one.parentElement.closest(inside) || one.closest("[data-testid=stElementToolbar]")) continue;
    outline.push(kinds.find(([query]) => one.matches(query))[1](one));
  }

  const wide = (one) => one.scrollWidth > one.clientWidth + 1;
  const spilling = [...main.querySelectorAll("*:not(svg *)")].filter(wide).filter(shown);
  const scrolls = (one) => ["auto", "scroll"].includes(styled(one).overflowX);
  const cut = (one) => styled(one).textOverflow === "ellipsis" && styled(one).overflowX !== "visible";
  const small = (one) => {
    const box = one.getBoundingClientRect();
    return Math.min(box.width, box.height) < 23.5 && !one.closest(streamlits) && !one.closest("p");
  };
  const pressed = "button,a[href],summary,[role=radio],[role=checkbox],label:has(input[type=checkbox])";
  const faults = {
    "has a dialog over it": [...document.querySelectorAll("[role=dialog]")].filter(shown).map(named),
    "raised an exception": all("[data-testid=stException]").map(named),
    "one h1": all("h1").length === 1 ? [] : [`${all("h1").length} of them`],
    "wider than the screen": [document.scrollingElement, main].filter(wide).map(named),
    "has no words for who cannot see it": all("[data-testid=stVegaLiteChart]")
      .filter((one) => !(one.getAttribute("aria-label") || "").trim())
      .map(named),
    "is cut": spilling.filter(cut).map(named),
  };
  if (phone) {
    faults["scrolls sideways"] = spilling.filter(scrolls).map(named);
    faults["is too small for a thumb"] = all(pressed).filter(small).map(named);
  }
  return { outline, faults: Object.entries(faults).filter(([, places]) => places.length) };
}
