/**
 * pdf.js begins to read a page's contents and its resources at once, and forgets the one when the other fails: a rejection that nobody awaits, which
 * ends Node and alarms a page. While a PDF is open such rejections of pdf.js are passed over; the failure itself is told by the other promise.
 * Returns the end of it.
 */
export function quietRejections(): () => Promise<void> {
  const inNode = typeof process === 'object' && typeof process.on === 'function';
  const onRejection = (reason: unknown) => {
    if (!isOfPdf(reason)) throw reason;
  };
  const onEvent = (event: PromiseRejectionEvent) => {
    if (isOfPdf(event.reason)) event.preventDefault();
  };
  if (inNode) process.on('unhandledRejection', onRejection);
  else globalThis.addEventListener('unhandledrejection', onEvent);
  return async () => {
    // They are told when the turn of the event loop ends.
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (inNode) process.off('unhandledRejection', onRejection);
    else globalThis.removeEventListener('unhandledrejection', onEvent);
  };
}

/** Its own exceptions have no stack of their own, but names that nobody else uses. */
function isOfPdf(reason: unknown): boolean {
  if (!(reason instanceof Error) && !(typeof reason === 'object' && reason !== null && 'name' in reason)) return false;
  const { name } = reason;
  const stack = 'stack' in reason ? String(reason.stack) : '';
  return (
    /^(XRef|MissingData|ParserEOF|InvalidPDF|Format|UnknownError|Jbig2|Jpeg|Jpx)/.test(String(name)) ||
    /pdf\.worker/.test(stack)
  );
}
