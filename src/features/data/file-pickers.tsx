import { ClipboardPaste, FilePlus2, FolderPlus } from 'lucide-react';
import { useRef, useState } from 'react';
import { addFiles } from '@/state/data-store';
import { Button } from '@/ui/button';
import styles from './file-pickers.module.css';
import { PasteDialog } from './paste-dialog';

/** The ways in beside dropping. */
export function FilePickers({ look = 'secondary' }: { look?: 'secondary' | 'quiet' }) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [pasting, setPasting] = useState(false);
  return (
    <div className={styles.pickers}>
      <Button variant={look} icon={<FilePlus2 size={17} aria-hidden />} onPress={() => files.current?.click()}>
        Choose files
      </Button>
      <Button variant={look} icon={<FolderPlus size={17} aria-hidden />} onPress={() => folder.current?.click()}>
        Choose a folder
      </Button>
      <Button variant={look} icon={<ClipboardPaste size={17} aria-hidden />} onPress={() => setPasting(true)}>
        Paste text
      </Button>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label="Files to add"
        onChange={(event) => take(event.currentTarget)}
      />
      <input
        ref={folder}
        type="file"
        multiple
        hidden
        aria-label="Folder to add"
        {...{ webkitdirectory: '' }}
        onChange={(event) => take(event.currentTarget)}
      />
      <PasteDialog isOpen={pasting} onOpenChange={setPasting} />
    </div>
  );
}

function take(input: HTMLInputElement): void {
  const chosen = [...(input.files ?? [])]
    .map((file) => ({ path: file.webkitRelativePath || file.name, blob: file }))
    // System droppings (.DS_Store, .git/) are nobody's corpus.
    .filter(({ path }) => !path.split('/').some((part) => part.startsWith('.')));
  // The same file can be chosen again later.
  input.value = '';
  const [first] = chosen;
  if (!first) return;
  const folder = first.path.includes('/') ? first.path.split('/')[0] : undefined;
  const name = folder ?? (chosen.length === 1 ? first.path : `${chosen.length} files`);
  void addFiles(chosen, folder ? 'folder' : 'file', name);
}
