/** What a turn of a conversation calls who speaks, and what is said: OpenAI's and ShareGPT's words, and plain ones. */
const SPEAKER = ['role', 'from', 'speaker'];
const SAID = ['content', 'value', 'text', 'message'];

/** Turns as one text, a blank line between: "user: What is it?", "assistant: A whale." Undefined for a list that is no conversation. */
export function conversationText(turns: readonly unknown[]): string | undefined {
  const said: string[] = [];
  for (const turn of turns) {
    const speaker = wordOf(turn, SPEAKER);
    const text = wordOf(turn, SAID);
    if (speaker === undefined || text === undefined || speaker.includes('\n')) return undefined;
    said.push(`${speaker}: ${text}`);
  }
  return said.length > 0 ? said.join('\n\n') : undefined;
}

function wordOf(turn: unknown, keys: readonly string[]): string | undefined {
  if (typeof turn !== 'object' || turn === null) return undefined;
  for (const [key, value] of Object.entries(turn)) if (keys.includes(key) && typeof value === 'string') return value;
  return undefined;
}
