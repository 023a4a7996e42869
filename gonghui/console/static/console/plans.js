/* The plan: a task unfolds in its row; "only late" is a question at once; a review goes by keyboard. */
(function () {
  "use strict";
  document.addEventListener("change", function (event) {
    if (event.target.matches("[data-go-check]")) { event.target.form.requestSubmit(); }
  });

  /* --- a task's row unfolds below it and folds again at the second click --- */
  function unfolded(link) { return document.getElementById(link.dataset.unfold).parentNode; }
  document.addEventListener("htmx:beforeRequest", function (event) {
    var link = event.detail.elt;
    if (!link.dataset || !link.dataset.unfold) { return; }
    var row = unfolded(link);
    if (!row.hidden) {
      event.preventDefault();
      row.hidden = true;
      link.setAttribute("aria-expanded", "false");
    }
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    var link = document.querySelector("[data-unfold='" + event.target.id + "']");
    if (!link) { return; }
    unfolded(link).hidden = false;
    link.setAttribute("aria-expanded", "true");
  });

  /* --- review: j k move, a e x u answer --- */
  var review = document.querySelector("[data-review]");
  if (!review) { return; }
  var at = null;
  function items() { return Array.prototype.slice.call(review.querySelectorAll("[data-item]")); }
  function stand(item) {
    if (!item) { return; }
    items().forEach(function (one) { one.classList.remove("here"); });
    item.classList.add("here");
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
    at = item.id;
  }
  function here() { return at && document.getElementById(at); }
  function next(by) {
    var all = items();
    var index = all.indexOf(here());
    stand(all[Math.max(0, Math.min(all.length - 1, index + by))]);
  }
  document.addEventListener("keydown", function (event) {
    if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key === "j" || event.key === "k") { event.preventDefault(); next(event.key === "j" ? 1 : -1); return; }
    var item = here();
    if (!item || ["a", "e", "x", "u"].indexOf(event.key) < 0) { return; }
    var button = item.querySelector("[data-key='" + event.key + "']");
    if (button) { event.preventDefault(); button.click(); }
  });
  review.addEventListener("click", function (event) {
    var item = event.target.closest("[data-item]");
    if (item) { at = item.id; }
  });
  document.addEventListener("htmx:afterSettle", function (event) {
    var item = here();
    if (!item || !review.contains(event.target)) { return; }
    var field = item.querySelector("textarea");
    if (item.classList.contains("mending") && field) { field.focus(); return; }
    if (!item.classList.contains("s-proposed") && item.matches("li")) { next(1); } else { stand(item); }
  });
})();
