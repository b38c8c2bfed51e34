import { useEffect } from 'react';
import { addFiles, addText } from '@/state/data-store';
import { goTo } from '@/state/journey-route';
import { dropName } from './collect-drop';
import { isTyping } from './is-typing';

/** Text or files pasted anywhere outside a field become a source. */
export function usePasteAnywhere(): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      if (!event.clipboardData || isTyping(event.target)) return;
      const files = [...event.clipboardData.files].map((file) => ({ path: file.name, blob: file }));
      const text = event.clipboardData.getData('text/plain');
      if (files.length === 0 && text.trim() === '') return;
      event.preventDefault();
      goTo('data');
      void (files.length > 0 ? addFiles(files, 'file', dropName(files)) : addText(text));
    };
    addEventListener('paste', paste);
    return () => removeEventListener('paste', paste);
  }, []);
}
