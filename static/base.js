// Where the server is: beside the page, whatever screen was opened. Streamlit would ask for it
// beneath the screen's own address first, in vain, twice for each deep link.
(() => {
  "use strict";
  const beside = new URL("./", location.href).href;
  window.__streamlit = { ...window.__streamlit, BACKEND_BASE_URL: beside };
})();
