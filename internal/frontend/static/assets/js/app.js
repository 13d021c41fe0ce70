// Saves clicks; every page works without it.
(() => {
  "use strict";
  const all = (selector, root = document) => root.querySelectorAll(selector);
  const pesos = (clp) => "$" + Math.round(clp).toString().replace(/\B(?=(\d{3})+$)/g, ".");

  // What only serves visitors without scripts leaves, what needs scripts comes.
  const prepare = (root) => {
    all("[data-noscript]", root).forEach((el) => { el.hidden = true; });
    all("[data-print]", root).forEach((el) => { el.hidden = false; });
    all("form:has([data-total])", root).forEach(addUp);
    // On a phone the rows of days and of the account's pages scroll: they start at the chosen one.
    all(".dayrow, .accountnav ul", root).forEach((row) => {
      const cell = row.querySelector(".chosen, :checked, [aria-current]")?.closest(".day, li");
      if (cell) row.scrollLeft += cell.getBoundingClientRect().left - row.getBoundingClientRect().left - cell.offsetWidth;
    });
  };

  // The shown total follows the chosen cells; the server decides what is paid.
  const addUp = (form) => {
    const out = form.querySelector("[data-total]");
    if (!out) return;
    let sum = 0;
    all("[data-clp]:checked", form).forEach((el) => { sum += Number(el.dataset.clp); });
    const quantity = form.elements.quantity ? Number(form.elements.quantity.value) || 1 : 1;
    const goods = form.querySelector("[data-clp-goods]:checked");
    if (goods && quantity > 1) sum += Number(goods.dataset.clp) * (quantity - 1);
    if (sum > 0) out.textContent = pesos(sum);
  };

  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (!form) return;
    addUp(form);
    if (form.matches("[data-autosubmit]") || event.target.matches("[data-autosubmit]")) form.requestSubmit();
  });

  document.addEventListener("input", (event) => {
    const box = event.target;
    if (!box.id) return;
    const counter = document.querySelector(`[data-count-for="${CSS.escape(box.id)}"]`);
    if (counter) counter.textContent = counter.dataset.countText.replace("#", Math.max(box.maxLength - [...box.value].length, 0));
    const preview = document.querySelector(`[data-preview-of="${CSS.escape(box.id)}"]`);
    if (preview) preview.textContent = box.value || preview.dataset.previewEmpty;
  });

  // A form that moves money or an order is sent once, however often it is clicked.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-once]")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    all("button[type=submit]", form).forEach((el) => el.setAttribute("aria-disabled", "true"));
  }, true);
  const rearm = (form) => {
    delete form.dataset.sent;
    all("button[aria-disabled]", form).forEach((el) => el.removeAttribute("aria-disabled"));
  };
  // The browser's back button shows the old page again, and an htmx answer keeps it.
  window.addEventListener("pageshow", () => all("form[data-sent]").forEach(rearm));
  document.addEventListener("htmx:afterRequest", (event) => { if (event.target.matches?.("form[data-sent]")) rearm(event.target); });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    // A click elsewhere folds an open menu.
    all("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    if (!event.target.closest("[data-suggest]")) all(".suggest:not(:empty)").forEach((list) => list.replaceChildren());
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      all("details.menu[open]").forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
      all(".suggest:not(:empty)").forEach((list) => list.replaceChildren());
      return;
    }
    const search = event.target.closest?.("[data-suggest]");
    if (search && (event.key === "ArrowDown" || event.key === "ArrowUp")) walkSuggestions(search, event);
    else if (!event.ctrlKey && !event.metaKey && !event.altKey && !event.target.matches("input, textarea, select, [contenteditable]")) shortcut(event);
  });

  const walkSuggestions = (search, event) => {
    const stops = [search.querySelector("input[type=search]"), ...all(".suggest a", search)];
    const next = stops[stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  // The board's keys: j and k walk from order to order, the others act on the one in focus.
  const shortcut = (event) => {
    if (event.key === "/") {
      const box = [...all("[data-search], [data-suggest] input")].find((el) => el.offsetParent);
      if (box) { event.preventDefault(); box.focus(); box.select(); }
      return;
    }
    const board = document.querySelector("[data-board]");
    if (!board) return;
    const orders = [...all(".order", board)];
    const here = document.activeElement.closest(".order");
    if (event.key === "j" || event.key === "k") {
      const next = orders[here ? orders.indexOf(here) + (event.key === "j" ? 1 : -1) : 0];
      if (next) { event.preventDefault(); next.focus(); next.scrollIntoView({ block: "nearest" }); }
      return;
    }
    // Within a card, a button or link keeps its own space bar.
    if (!here || event.key === " " && document.activeElement !== here) return;
    const action = here.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (action) { event.preventDefault(); action.click(); }
  };

  document.addEventListener("DOMContentLoaded", () => {
    prepare(document);
    document.querySelector("[data-focus]")?.focus();
  });
  document.addEventListener("htmx:load", (event) => {
    prepare(event.detail.elt);
    event.detail.elt.querySelector?.("[data-focus]")?.focus();
  });
  if (document.readyState !== "loading") prepare(document);
})();
