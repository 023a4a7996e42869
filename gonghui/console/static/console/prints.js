// Choosing records: all at once, and how many are chosen.
(() => {
  const all = document.querySelector("[data-all]");
  if (!all) return;
  const boxes = [...document.querySelectorAll('.prints-list input[type="checkbox"]')];
  const count = document.querySelector("[data-count]");
  const say = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    count.textContent = chosen ? `选了${chosen}份` : "";
    all.checked = chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  };
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    say();
  });
  for (const box of boxes) box.addEventListener("change", say);
  say();
})();

// A hundred rolls take some seconds: the page says so until the answer sets the cookie that it was asked for.
(() => {
  const form = document.querySelector("[data-printing]");
  if (!form) return;
  const line = form.querySelector("[data-waiting]");
  form.addEventListener("submit", () => {
    const word = `printed${Date.now()}`;
    form.elements.ready.value = word;
    const begun = Date.now();
    const copies = form.querySelectorAll('.prints-list input:checked').length;
    const timer = setInterval(() => {
      const seconds = Math.round((Date.now() - begun) / 1000);
      const done = document.cookie.includes(`${word}=1`) || seconds > 300;
      line.hidden = done || seconds < 1;
      line.lastElementChild.textContent = `正在印${copies}份，已用${seconds}秒`;
      if (!done) return;
      clearInterval(timer);
      document.cookie = `${word}=; Max-Age=0; path=/`;
    }, 250);
  });
})();
