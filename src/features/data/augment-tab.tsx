import { augmentations } from '@/data/augment';
import type { AugmentKind } from '@/data/augment/entry';
import type { ShapeId } from '@/schema/shape';
import { useDataStore } from '@/state/data-store';
import { augmentOf, setGrowth } from '@/state/data-store-settings';
import { formatCount } from '@/ui/format';
import { NumberField } from '@/ui/number-field';
import { Panel } from '@/ui/panel';
import { Slider } from '@/ui/slider';
import { AugmentationRow } from './augmentation-row';
import styles from './tokens-tab.module.css';

/** Copies of training documents that differ from them: what each kind makes, and how many. */
export function AugmentTab() {
  const config = useDataStore((s) => s.config);
  const dataset = useDataStore((s) => (s.fresh ? s.dataset : undefined));
  const { settings, most, seed } = augmentOf(config);
  const shapes = useDataStore((s) => s.report?.samples.map(({ row }) => row?.shape).join() ?? '');
  const shown = settings.filter(({ id, on }) => on || applies(augmentations.get(id).kind, shapes.split(',')));
  const copies = dataset?.augmented?.reduce((sum, audit) => sum + audit.copies, 0) ?? 0;
  return (
    <div className={styles.tab}>
      <Panel title="Augmentations" aside={copies > 0 ? `${formatCount(copies)} copies` : 'no copies'}>
        <p className={styles.quiet}>
          Copies are made of training documents only and stand beside the originals; validation documents are never
          touched.
        </p>
        <ul>
          {shown.map((setting) => (
            <AugmentationRow
              key={setting.id}
              setting={setting}
              seed={seed}
              audit={setting.on ? dataset?.augmented?.find(({ id }) => id === setting.id) : undefined}
            />
          ))}
        </ul>
      </Panel>
      <Panel title="Growth">
        <Slider
          label="At most"
          value={most}
          onChange={(value) => setGrowth({ most: value })}
          min={1}
          max={5}
          step={0.1}
          format={(value) => `${value.toFixed(1)} times the training text`}
        />
        <NumberField
          label="Seed"
          value={seed}
          onChange={(value) => setGrowth({ seed: value })}
          min={0}
          max={4294967295}
          integer
          help="The same seed gives the same copies."
        />
      </Panel>
    </div>
  );
}

/** Those of pairs, pictures and recordings are offered where some of the samples are such. */
const applies = (kind: AugmentKind, shapes: readonly string[]): boolean => {
  const needed = NEEDS[kind];
  return needed === undefined || shapes.includes(needed);
};
const NEEDS: Partial<Readonly<Record<AugmentKind, ShapeId>>> = {
  pair: 'pairs',
  image: 'images',
  illustration: 'images',
  audio: 'audio',
  spectrogram: 'audio',
};
