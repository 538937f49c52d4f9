// Convenience only: the form works without it.
const form = document.querySelector('form[data-setup]');
const zone = form?.elements.namedItem('zone');
if (zone && !form.dataset.kept) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...zone.options].some(option => option.value === own)) {
    zone.value = own;
  }
}

const page = form?.elements.namedItem('page');
const slug = form?.elements.namedItem('slug');
const preview = document.querySelector('[data-slug-preview]');
const derive = name => name.normalize('NFD').toLowerCase().replace(/\p{Mn}/gu, '').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 63).replace(/-+$/, '') || 'status';
const show = () => { preview.textContent = slug.value.trim() || derive(page.value); };
if (page && slug && preview) {
  page.addEventListener('input', show);
  slug.addEventListener('input', show);
  show();
}
