import { estimateSeconds, useDeviceStore } from '@/state/device-store';
import { useModelFacts } from '@/state/journey-readiness';
import { useRunStore } from '@/state/run-store';
import { formatCompact, formatCount, formatDuration } from '@/ui/format';

/** What is, or would be, trained: in one line. */
export function TrainLead() {
  const phase = useRunStore((s) => s.status.phase);
  const name = useRunStore((s) => s.status.name);
  const restored = useRunStore((s) => s.restored);
  const facts = useModelFacts();
  const device = useDeviceStore();
  if (phase !== 'idle') {
    const from = restored && (phase === 'finished' || phase === 'paused') ? ', from an earlier visit' : '';
    return `${name}${from}`;
  }
  const seconds = estimateSeconds(device, facts.totalFlops);
  const time = seconds
    ? `, about ${formatDuration(seconds.from)} to ${formatDuration(seconds.to)} on ${device.report?.name ?? 'this device'}`
    : '';
  return `${formatCompact(facts.parameters)} parameters, ${formatCount(facts.steps)} steps of ${formatCount(facts.tokensPerStep)} tokens${time}`;
}
