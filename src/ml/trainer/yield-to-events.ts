let lastYield = 0;

/**
 * Lets messages in (pause, stop) when more than 20 ms have passed since the last time. A macrotask without `setTimeout`'s clamp of 4 ms:
 * the cpu backend never leaves the microtask queue by itself.
 */
export async function yieldToEvents(): Promise<void> {
  const now = performance.now();
  if (now - lastYield < 20) return;
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
  lastYield = performance.now();
}
