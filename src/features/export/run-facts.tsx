import { models } from '@/ml/models';
import { useRunStore } from '@/state/run-store';
import { formatCount } from '@/ui/format';
import { Panel } from '@/ui/panel';
import styles from './run-facts.module.css';

/** Which weights these are. */
export function RunFacts() {
  const { status, config, dataset } = useRunStore();
  const { best } = status;
  const facts: [string, string][] = [
    ['Run', status.name],
    ['Weights', best ? `best, after step ${formatCount(best.step)} of ${formatCount(status.step)}` : 'none'],
    ['Validation loss', best ? `${best.loss.toFixed(3)} nats per token` : '–'],
    ['Data', dataset ? `${dataset.name}, ${formatCount(dataset.train.tokens)} tokens` : '–'],
    ['Vocabulary', dataset ? `${formatCount(dataset.tokenizer.vocabularySize)} tokens` : '–'],
    [
      'Model',
      config && models.has(config.model.id)
        ? `${models.get(config.model.id).label}, ${config.model.options.layers ?? '?'} layers of ${config.model.options.hidden ?? '?'}`
        : '–',
    ],
  ];
  return (
    <Panel title="What you take">
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
