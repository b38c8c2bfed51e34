import { estimateSeconds, useDeviceStore } from '@/state/device-store';
import { useModelFacts } from '@/state/journey-readiness';
import { useRunStore } from '@/state/run-store';
import { formatCompact, formatCount, formatDuration } from '@/ui/format';

/** What is, or would be, trained: in one line. */
export function TrainLead() {
  const status = useRunStore((s) => s.status);
  const restored = useRunStore((s) => s.restored);
  const facts = useModelFacts();
  const device = useDeviceStore();
  if (status.phase !== 'idle') {
    const from =
      restored && (status.phase === 'finished' || status.phase === 'paused') ? ', from an earlier visit' : '';
    return `${status.name}${from}`;
  }
  const seconds = estimateSeconds(device, facts.totalFlops);
  const time = seconds
    ? `, about ${formatDuration(seconds.from)} to ${formatDuration(seconds.to)} on ${device.report?.name ?? 'this device'}`
    : '';
  return `${formatCompact(facts.parameters)} parameters, ${formatCount(facts.steps)} steps of ${formatCount(facts.tokensPerStep)} tokens${time}`;
}
