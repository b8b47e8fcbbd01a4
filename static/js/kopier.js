/* A button that copies a field: data-kopier names it. Where the browser refuses, the text is selected instead. */
document.addEventListener("click", async (hendelse) => {
  const knapp = hendelse.target.closest("[data-kopier]");
  if (!knapp) return;
  const felt = document.getElementById(knapp.dataset.kopier);
  const status = document.querySelector("[data-kopier-status]");
  felt.select();
  try {
    await navigator.clipboard.writeText(felt.value);
    status.textContent = knapp.dataset.kopiert;
  } catch {
    status.textContent = knapp.dataset.merk;
  }
});
