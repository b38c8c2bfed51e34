import { useState } from 'react';
import { addText } from '@/state/data-store';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { formatCount } from '@/ui/format';
import { TextField } from '@/ui/text-field';

export function PasteDialog({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (open: boolean) => void }) {
  const [text, setText] = useState('');
  return (
    <Dialog
      title="Paste text"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      actions={
        <Button
          variant="primary"
          missing={text.trim() === '' ? 'Nothing pasted yet' : undefined}
          onPress={() => {
            void addText(text);
            setText('');
            onOpenChange(false);
          }}
        >
          Add
        </Button>
      }
    >
      <TextField
        label="Text"
        value={text}
        onChange={setText}
        rows={10}
        mono
        help={`${formatCount(text.length)} characters. Ctrl V works anywhere in the studio, too.`}
      />
    </Dialog>
  );
}
