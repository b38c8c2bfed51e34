import { ChevronRight } from 'lucide-react';
import { Disclosure, DisclosurePanel, Heading, Button as Trigger } from 'react-aria-components';
import { opName } from '@/schema/summarise-profile';
import type { TrainingPlan } from '@/schema/training-plan';
import { formatBytes } from '@/ui/format';
import styles from './largest-tensors.module.css';

/** What takes the memory of a step, by who makes it. */
export function LargestTensors({ plan }: { plan: TrainingPlan }) {
  return (
    <Disclosure className={styles.more ?? ''}>
      <Heading level={3}>
        <Trigger slot="trigger" className={styles.trigger ?? ''}>
          <ChevronRight size={16} aria-hidden />
          Largest tensors of a step
        </Trigger>
      </Heading>
      <DisclosurePanel>
        <table className={styles.table}>
          <tbody>
            {plan.largest.map(({ name, bytes }) => (
              <tr key={name}>
                <th scope="row">{readable(name)}</th>
                <td>{formatBytes(bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </DisclosurePanel>
    </Disclosure>
  );
}

/** "layer 3 LoamMatMul" is "layer 3, MatMul". */
function readable(name: string): string {
  const [op = '', ...scope] = name.split(' ').reverse();
  return [scope.reverse().join(' '), opName(op)].filter(Boolean).join(', ');
}
