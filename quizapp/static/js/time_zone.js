// Chooses the browser's own time zone in a fresh select[data-time-zone].

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

for (const select of document.querySelectorAll("select[data-time-zone]")) {
  if ([...select.options].some((option) => option.value === zone)) select.value = zone;
}
