// Ways: what Streamlit's own navigation forgets. A link of it that is opened in a tab of its own, or
// copied, carries the choices of the header; on a phone the menu closes when a page was chosen.
(() => {
  "use strict";

  const KEPT = ["lang", "nam", "ngay", "cau-truc", "cong-bo", "xem-nhu"];
  const PAGES = "[data-testid=stTopNavLink], [data-testid=stSidebarNavLink]";
  const PHONE = 768; // pixels; below it the menu lies over the page

  function carry(event) {
    const link = event.target.closest?.(PAGES);
    if (!link?.href) return;
    const here = new URLSearchParams(location.search);
    const there = new URL(link.href);
    there.search = new URLSearchParams(KEPT.filter((name) => here.has(name)).map((name) => [name, here.get(name)]));
    link.href = there.href;
  }

  function fold(event) {
    if (innerWidth > PHONE || !event.target.closest?.("[data-testid=stSidebarNavLink]")) return;
    const close = () => document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();
    setTimeout(close, 0); // once Streamlit has taken the click
  }

  // A way on to this same screen, of another day, begins at its top.
  function rise(event) {
    if (!event.target.closest?.("[data-testid=stMain] [data-testid=stPageLink] a")) return;
    setTimeout(() => document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0), 0);
  }

  for (const kind of ["pointerdown", "focusin"]) document.addEventListener(kind, carry, true);
  document.addEventListener("click", fold, true);
  document.addEventListener("click", rise, true);
})();
