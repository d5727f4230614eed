// Streamlit's own English words, shown in Vietnamese. Streamlit 1.67 has no setting for them.
// The words change with its releases: tests/browser holds the ones a reader meets.
(() => {
  "use strict";

  const WORDS = {
    // files
    "Upload": "Chọn tệp",
    "Browse files": "Chọn tệp",
    "Add files": "Thêm tệp",
    "file upload": "chọn tệp",
    "Upload failed": "Tải lên thất bại",
    "Only one file is allowed.": "Chỉ chọn được một tệp.",
    "File size is too small.": "Tệp quá nhỏ.",
    "Unexpected error. Please try again.": "Chưa tải lên được. Xin chọn lại tệp.",
    "Failed to generate file for download": "Chưa lấy được tệp. Xin tải lại trang rồi bấm lại.",
    "Connection closed": "Mất kết nối. Xin bấm lại.",
    "Drag and drop file here": "Kéo và thả tệp vào đây",
    "Drag and drop files here": "Kéo và thả các tệp vào đây",
    "Drag and drop a file here": "Kéo và thả tệp vào đây",
    // choices
    "Choose an option": "Chọn một mục",
    "Choose options": "Chọn các mục",
    "Error": "Lỗi",
    "Error:": "Lỗi:",
    "Choose date": "Chọn ngày",
    "Choose date range": "Chọn khoảng ngày",
    "Quick select a date range": "Chọn nhanh",
    "Clear date": "Xóa ngày",
    "Clear dates": "Xóa ngày",
    "Clear all": "Xóa hết",
    "Clear value": "Xóa",
    "Select...": "Chọn…",
    "Select all": "Chọn tất cả",
    "Clear selection": "Bỏ chọn",
    "No results": "Không có kết quả",
    "Press Enter to apply": "Nhấn Enter để áp dụng",
    "Press Enter to submit form": "Nhấn Enter để gửi",
    "Show password": "Hiện mật khẩu",
    "Hide password": "Ẩn mật khẩu",
    // tables and charts
    "Search": "Tìm",
    "Type to search": "Gõ để tìm",
    "Close Search": "Đóng tìm kiếm",
    "Next Result": "Kết quả sau",
    "Previous Result": "Kết quả trước",
    "Fullscreen": "Toàn màn hình",
    "Close fullscreen": "Thoát toàn màn hình",
    "Download as CSV": "Tải về CSV",
    "Download as PNG": "Tải ảnh PNG",
    "Download as SVG": "Tải ảnh SVG",
    "Show data": "Xem số liệu",
    "Show chart": "Xem biểu đồ",
    "Copy Vega-Lite spec": "Sao chép mô tả biểu đồ",
    "Vega visualization": "Biểu đồ",
    "Show/hide columns": "Hiện/ẩn cột",
    "Sort ascending": "Sắp xếp tăng dần",
    "Sort descending": "Sắp xếp giảm dần",
    "Format": "Định dạng",
    "Autosize": "Tự chỉnh độ rộng",
    "Pin column": "Ghim cột",
    "Unpin column": "Bỏ ghim",
    "Hide column": "Ẩn cột",
    "Copy column name": "Sao chép tên cột",
    "Statistics": "Thống kê",
    "No data": "Không có dữ liệu",
    "empty": "trống",
    "Copy to clipboard": "Sao chép",
    "Help": "Giải thích",
    // moving about
    "Skip to main content": "Tới nội dung chính",
    "Main menu": "Trình đơn",
    "App pages": "Các trang",
    "Sidebar": "Thanh bên",
    "Expand sidebar": "Mở thanh bên",
    "Collapse sidebar": "Đóng thanh bên",
    "Header Logo": "Biểu trưng",
    "Navigate to home page": "Về trang đầu",
    "Link to heading": "Liên kết tới mục này",
    "Pagination": "Phân trang",
    "Next page": "Trang sau",
    "Previous page": "Trang trước",
    "View less": "Thu gọn",
    "Open": "Mở",
    "Close": "Đóng",
    "Print": "In trang",
    "Record screen": "Quay màn hình",
    "Light": "Sáng",
    "Dark": "Tối",
    "System": "Theo máy",
    "Page not found": "Không tìm thấy trang",
    // the server
    "Rerun": "Tải lại",
    "Running...": "Đang chạy…",
    "Stop": "Dừng",
    "Stopping...": "Đang dừng…",
    "Connecting": "Đang kết nối",
    "Connection error": "Lỗi kết nối",
    "Please wait...": "Xin chờ…",
    "Reconnected to server.": "Đã kết nối lại.",
  };

  const PHRASES = [
    [/^(.+) start date$/, "$1 – từ ngày"],
    [/^(.+) end date$/, "$1 – đến ngày"],
    [/^day, (.+)$/, "ngày, $1"],
    [/^month, (.+)$/, "tháng, $1"],
    [/^year, (.+)$/, "năm, $1"],
    [/^This app has encountered an error.*$/, "Chương trình gặp lỗi, đã ghi vào nhật ký máy chủ. Xin tải lại trang."],
    [/^Request timed out.*$/, "Máy chủ chưa trả lời. Xin bấm lại."],
    [/^Limit (\d+) ?MB per file(.*)$/, "Tối đa $1MB mỗi tệp$2"],
    [/^(\d+(?:\.\d+)?)(B|KB|MB|GB) per file(.*)$/, "Tối đa $1$2 mỗi tệp$3"],
    [/^File must be (\d+)(?:\.0)? ?MB or smaller\.?$/, "Tệp lớn hơn $1 MB nên không tải lên được. Hãy bỏ tệp này và chọn tệp nhỏ hơn; bản quét thì quét lại ở độ phân giải thấp hơn."],
    [/^File must be (.+) or smaller\.?$/, "Tệp phải nhỏ hơn hoặc bằng $1"],
    [/^(.+) files are not allowed\.?$/, "Không nhận tệp $1"],
    [/^Error: Date set outside allowed range\. Please select a date between (.+) and (.+)\.$/, "Ngày này không dùng được, chưa được ghi. Hãy chọn từ $1 đến $2."],
    [/^Error: Date set outside allowed range\. Please select a date on or before (.+)\.$/, "Ngày này không dùng được, chưa được ghi. Hãy chọn ngày từ $1 trở về trước."],
    [/^Error: Date set outside allowed range\. Please select a date on or after (.+)\.$/, "Ngày này không dùng được, chưa được ghi. Hãy chọn từ ngày $1."],
    [/^Help for (.+)$/, "Giải thích: $1"],
    [/^(\d+) more$/, "Khác ($1)"],
    [/^Made with Streamlit(.*)$/, "Dựng bằng Streamlit$1"],
    [/^View (\d+) more$/, "Xem thêm $1"],
    [/^Remove (.+)$/, "Bỏ $1"],
    [/^Page (\d+)$/, "Trang $1"],
    [/^Selected (.+)\. (.+)$/, "Đã chọn $1. $2"],
  ];

  // What a failed upload says to programmers, in words for people: server/middleware/upload_limits.py answers 413 and 507.
  const HERE = "Too many files wait on this page. Please receive or remove some, then add this one again.";
  const IN_ALL = "The server holds many files that wait to be received. Please try again in a few minutes.";
  const FAILED = "This file could not be uploaded. Please remove it and choose it again.";
  const PLAINER = [
    [/^(?:Error: )?AxiosError: .* 413$/, HERE],
    [/^(?:Error: )?AxiosError: .* 507$/, IN_ALL],
    [/^(?:Error: )?AxiosError: .*$/, FAILED],
  ];
  WORDS[HERE] = "Có quá nhiều tệp đang chờ trên trang này. Hãy nhận hoặc bỏ bớt rồi thêm lại tệp này.";
  WORDS[IN_ALL] = "Máy chủ đang giữ nhiều tệp chờ nhận. Hãy thử lại sau ít phút.";
  WORDS[FAILED] = "Chưa tải lên được tệp này. Hãy bỏ tệp và chọn lại.";

  const ATTRIBUTES = ["aria-label", "title", "placeholder"];
  const OURS = "[data-testid=stMarkdown], [data-testid=stTable], textarea"; // our words and data
  const english = new WeakMap(); // node → { place: [English, Vietnamese] }, to go back

  const language = () =>
    new URLSearchParams(location.search).get("lang") === "en" ? "en" : "vi";

  function vietnamese(text) {
    const words = text.trim();
    if (Object.hasOwn(WORDS, words)) return text.replace(words, WORDS[words]);
    for (const [pattern, phrase] of PHRASES) {
      if (pattern.test(words)) return words.replace(pattern, phrase);
    }
    const colon = words.indexOf(": "); // "Download as CSV: <what>"
    const first = words.slice(0, Math.max(colon, 0));
    return Object.hasOwn(WORDS, first) ? WORDS[first] + words.slice(colon) : null;
  }

  function plainer(text) {
    return PLAINER.find(([pattern]) => pattern.test(text?.trim()))?.[1] ?? text;
  }

  function say(node, place, read, write) {
    const raw = read();
    const text = plainer(raw);
    const known = english.get(node) ?? {};
    if (language() === "en") {
      if (known[place]?.[1] === text) write(known[place][0]);
      else if (text !== raw) write(text);
      return;
    }
    const said = text ? vietnamese(text) : null;
    if (said === null || said === text) return;
    english.set(node, { ...known, [place]: [text, said] });
    write(said);
  }

  function walk(node) {
    if (node.nodeType === Node.TEXT_NODE) {
      if (node.parentElement?.closest(OURS)) return;
      say(node, "text", () => node.nodeValue, (text) => { node.nodeValue = text; });
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      for (const name of ATTRIBUTES) {
        say(node, name, () => node.getAttribute(name), (text) => node.setAttribute(name, text));
      }
      node.childNodes.forEach(walk);
    }
  }

  function follow(changes) {
    if (document.documentElement.lang !== language()) {
      document.documentElement.lang = language();
      walk(document.documentElement);
    }
    if (document.querySelector(".st-key-signed-out")) location.reload(); // the sign-in leads on
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(walk);
      else walk(change.target);
    }
  }

  new MutationObserver(follow).observe(document.documentElement, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ATTRIBUTES,
  });

  // A server that began anew: a page whose sign-in ended is led on by the sign-in, the page that
  // asked for a restore is drawn anew.
  const ASK_EVERY_MS = 2000;
  let away = false;

  async function leadOn() {
    const page = document.querySelector("[data-test-connection-state]");
    if (!page) return;
    const there = page.dataset.testConnectionState === "CONNECTED";
    away = away || !there;
    const waiting = away && document.querySelector(".st-key-restoring");
    if (there && !waiting) return;
    try {
      const answer = await fetch(new URL("./_stcore/health", location.href));
      if (answer.status === 401 || (answer.ok && waiting)) location.reload();
    } catch {
      // nobody there yet
    }
  }

  setInterval(leadOn, ASK_EVERY_MS);
})();
