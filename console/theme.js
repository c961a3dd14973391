// Light, dark, or as the system.

const THEME = "theme";
export const themes = ["auto", "light", "dark"];

/** Apply the theme that the reader chose, and return it. */
export function chosenTheme() {
  const theme = localStorage.getItem(THEME) ?? "auto";
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  return theme;
}

export function chooseTheme(theme) {
  localStorage.setItem(THEME, theme);
  chosenTheme();
}
