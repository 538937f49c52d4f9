// Remembers the system's scheme, so that the staff side opens in it, and shows the one that was chosen there.
const chosen = document.cookie.match(/(?:^|; )StatusPage\.Theme=(light|dark)/)?.[1];
const dark = matchMedia('(prefers-color-scheme: dark)').matches;
document.cookie = `StatusPage.Scheme=${dark ? 'dark' : 'light'}; path=/; max-age=31536000; samesite=lax`;
document.documentElement.dataset.scheme = chosen ?? (dark ? 'dark' : 'light');
