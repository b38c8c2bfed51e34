import { type ShapeId, shapeOf } from '@/schema/shape';
import { useDataStore } from '@/state/data-store';
import { setPrompt, usePlayground, write } from '@/state/playground-store';
import { TextField } from '@/ui/text-field';
import { ObstacleLine } from './obstacle-line';
import styles from './prompt-area.module.css';
import { useObstacle } from './use-obstacle';

/** The prompt comes first. Control or Command with Enter writes. */
export function PromptArea() {
  const prompt = usePlayground((s) => s.prompt);
  const writing = usePlayground((s) => s.writing !== undefined);
  const obstacle = useObstacle();
  const shapes = useDataStore((s) => s.dataset?.sources.flatMap(({ rows }) => rows?.shape ?? []).join(' ') ?? '');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the shortcut belongs to the field inside.
    <div
      className={styles.area}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        if (!writing && obstacle === undefined) void write();
      }}
    >
      <ObstacleLine />
      <TextField
        label="Prompt"
        rows={3}
        mono
        value={prompt}
        onChange={setPrompt}
        placeholder="Once upon a time"
        help={`The model continues this text. Empty starts a new document. Ctrl Enter writes.${formsOf(shapes)}`}
      />
    </div>
  );
}

/** What a row looks like to the model: who asks it for a target has to end with the mark. */
function formsOf(shapes: string): string {
  const forms = [...new Set(shapes.split(' ').filter(Boolean))].map((shape) => shapeOf(shape as ShapeId).text);
  return forms.length === 0 ? '' : ` Rows were written as ${forms.join(' or ')}.`;
}
