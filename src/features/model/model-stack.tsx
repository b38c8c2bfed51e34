import type { OptionSpec } from '@/base/options';
import { models } from '@/ml/models';
import { useDataStore } from '@/state/data-store';
import { expectedVocabulary } from '@/state/journey-readiness';
import { setModelOption, useSettingsStore } from '@/state/settings-store';
import { formatCount } from '@/ui/format';
import styles from './model-stack.module.css';
import { StackHandle } from './stack-handle';

const TOWER_PX = 256;
const HEADS_DRAWN = 32;
const CELLS_DRAWN = 48;

/** The model as a drawing: blocks on a table of tokens, over the context it sees. Each dimension has a handle on the edge that it moves. */
export function ModelStack() {
  const model = useSettingsStore((s) => s.model);
  const vocabulary = useDataStore(expectedVocabulary);
  const specs = models.get(model.id).options;
  const value = (name: string) => Number(model.options[name] ?? specs[name]?.default ?? 1);
  const layers = value('layers');
  const hidden = value('hidden');
  const heads = value('heads');
  const context = value('contextLength');
  const handle = (name: string) => {
    const spec = specs[name];
    if (spec?.type !== 'integer' && spec?.type !== 'number') return null;
    const axis = name === 'layers' ? ('vertical' as const) : ('horizontal' as const);
    return (
      <StackHandle
        label={spec.label}
        value={value(name)}
        spec={spec}
        axis={axis}
        onChange={(next) => setModelOption(name, next, vocabulary)}
      />
    );
  };
  const gap = layers > 16 ? 1 : 3;
  const height = Math.min(60, Math.max(3, TOWER_PX / layers - gap));
  return (
    <div className={styles.drawing}>
      <div className={styles.tower} style={{ '--width': `${shareOf(specs.hidden, hidden)}%` }}>
        <p className={styles.end}>the next token</p>
        <div className={styles.layers}>{handle('layers')}</div>
        <div className={styles.blocks} style={{ gap }}>
          {Array.from({ length: layers }, (_, i) => `layer ${layers - i}`).map((key) => (
            <Block key={key} heads={heads} height={height} />
          ))}
          <div className={styles.hidden}>{handle('hidden')}</div>
        </div>
        <div className={styles.parts}>
          {handle('heads')}
          <p className={styles.part}>attention, feed-forward {formatCount(value('intermediate'))}</p>
        </div>
        <p className={styles.table}>
          {formatCount(vocabulary ?? 1024)} tokens × {hidden}
        </p>
      </div>
      <div className={styles.context} style={{ '--width': `${shareOf(specs.contextLength, context)}%` }}>
        <div className={styles.cells} aria-hidden="true">
          {Array.from({ length: Math.min(CELLS_DRAWN, context) }, (_, i) => `cell ${i}`).map((key) => (
            <span key={key} />
          ))}
        </div>
        <div className={styles.contextHandle}>{handle('contextLength')}</div>
      </div>
    </div>
  );
}

/** Attention with its heads on the left, feed-forward on the right. Low blocks are drawn plain. */
function Block({ heads, height }: { heads: number; height: number }) {
  return (
    <div className={styles.block} style={{ height }} aria-hidden="true">
      <span className={styles.attention}>
        {height >= 14 &&
          Array.from({ length: Math.min(HEADS_DRAWN, heads) }, (_, i) => `head ${i}`).map((key) => <span key={key} />)}
      </span>
      <span className={styles.feedForward} />
    </div>
  );
}

/** Width of a dimension in the drawing, in percent: logarithmic, from a quarter to the whole. */
function shareOf(spec: OptionSpec | undefined, value: number): number {
  if (spec?.type !== 'integer' && spec?.type !== 'number') return 100;
  const { min, max } = spec;
  return 26 + (74 * Math.log(value / min)) / Math.log(max / min);
}
