/** Whether a key or a paste belongs to the element it arrived at. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"]') !== null;
}

/** Whether the element answers to the space bar itself. */
export function takesSpace(target: EventTarget | null): boolean {
  if (isTyping(target)) return true;
  return (
    target instanceof HTMLElement &&
    target.closest(
      'button, a, summary, [role="button"], [role="option"], [role="tab"], [role="switch"], [role="slider"], [role="dialog"], [role="application"]',
    ) !== null
  );
}
