import { Dices } from 'lucide-react';
import type { OptionSpecs, OptionValue } from '@/base/options';
import { anotherSeed, setWriting, usePlayground } from '@/state/playground-store';
import { useRunStore } from '@/state/run-store';
import { Button } from '@/ui/button';
import { OptionForm } from '@/ui/option-form';

const specs = {
  weights: {
    type: 'choice',
    label: 'Weights',
    help: 'Those with the lowest validation loss, or those of the last step.',
    default: 'best',
    choices: [
      { id: 'best', label: 'Best', help: 'Lowest validation loss' },
      { id: 'latest', label: 'Latest', help: 'The last step' },
    ],
  },
  temperature: {
    type: 'number',
    label: 'Temperature',
    help: 'Below 1 plays safe, above 1 takes risks; 0 always takes the most probable token.',
    default: 0.8,
    min: 0,
    max: 2,
    step: 0.05,
  },
  topK: {
    type: 'integer',
    label: 'Top k',
    help: 'Only the k most probable tokens are drawn from; 0 switches it off.',
    citation: 'Fan et al. 2018',
    default: 0,
    min: 0,
    max: 200,
  },
  topP: {
    type: 'number',
    label: 'Top p',
    help: 'Only the most probable tokens that together reach this share are drawn from; 1 switches it off.',
    citation: 'Holtzman et al. 2020',
    default: 0.95,
    min: 0.05,
    max: 1,
    step: 0.05,
  },
  maxTokens: {
    type: 'integer',
    label: 'Length',
    help: 'Tokens to write at most; the model may end earlier.',
    default: 200,
    min: 1,
    max: 2000,
    scale: 'log',
    unit: 'tokens',
  },
  seed: {
    type: 'integer',
    label: 'Seed',
    help: 'The same seed, prompt and weights write the same text.',
    default: 1,
    min: 0,
    max: 4_294_967_295,
  },
} as const satisfies OptionSpecs;

export function WritingSettings({ className }: { className?: string | undefined }) {
  const settings = usePlayground((s) => s.settings);
  const best = useRunStore((s) => s.status.best);
  const change = (name: string, value: OptionValue) => {
    if (name === 'weights') setWriting({ weights: value === 'latest' ? 'latest' : 'best' });
    else if (typeof value === 'number') setWriting({ [name]: value });
  };
  return (
    <section aria-label="How it writes" className={className}>
      <OptionForm advanced="all" specs={specs} values={settings} onChange={change} />
      <Button variant="quiet" icon={<Dices size={16} aria-hidden />} onPress={anotherSeed}>
        Next seed
      </Button>
      {best && <p className="visually-hidden">The best weights are those of step {best.step}.</p>}
    </section>
  );
}
