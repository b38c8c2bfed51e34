/** The one special token that every tokenizer of ours has, at id 0: it ends each document (GPT-2's name for it). */
export const END_OF_TEXT = '<|endoftext|>';
