import type { DeviceReport } from '@/schema/device';
import { useDeviceStore } from '@/state/device-store';
import { ErrorCard } from '@/ui/error-card';
import { Panel } from '@/ui/panel';
import styles from './device-card.module.css';

const LIMITS: readonly (readonly [limit: string, label: string])[] = [
  ['maxBufferSize', 'Largest buffer'],
  ['maxStorageBufferBindingSize', 'Largest tensor'],
  ['maxComputeWorkgroupStorageSize', 'Workgroup memory'],
];
const FEATURES: readonly (readonly [feature: string, label: string])[] = [
  ['shader-f16', 'half precision'],
  ['subgroups', 'subgroups'],
  ['timestamp-query', 'GPU timers'],
];

/** What this machine can do, as it answered. */
export function DeviceCard() {
  const report = useDeviceStore((s) => s.report);
  const error = useDeviceStore((s) => s.error);
  return (
    <Panel title="This machine" look="plain" aside={report?.kind === 'webgpu' ? 'WebGPU' : undefined}>
      {error && <ErrorCard error={error} />}
      {!report && !error && <p className={styles.quiet}>Asking the browser for a GPU.</p>}
      {report?.kind === 'webgpu' && <Gpu report={report} />}
      {report?.kind === 'cpu' && <Cpu report={report} />}
    </Panel>
  );
}

function Gpu({ report }: { report: DeviceReport }) {
  const maker = [report.vendor, report.architecture].filter(Boolean).join(', ');
  return (
    <>
      <p className={styles.name}>{report.name}</p>
      <dl className={styles.facts}>
        {maker !== '' && (
          <div>
            <dt>Vendor, architecture</dt>
            <dd>{maker}</dd>
          </div>
        )}
        {LIMITS.map(([limit, label]) => {
          const bytes = report.limits[limit];
          return bytes === undefined ? null : (
            <div key={limit}>
              <dt>{label}</dt>
              <dd>{binary(bytes)}</dd>
            </div>
          );
        })}
        {FEATURES.map(([feature, label]) => (
          <div key={feature}>
            <dt>
              {label} <code className={styles.code}>{feature}</code>
            </dt>
            <dd>{report.features.includes(feature) ? 'yes' : 'no'}</dd>
          </div>
        ))}
      </dl>
      {report.software && (
        <p className={styles.quiet}>
          A software adapter: correct, but slow. Take the smallest preset, or switch on hardware acceleration.
        </p>
      )}
    </>
  );
}

function Cpu({ report }: { report: DeviceReport }) {
  return (
    <>
      <p className={styles.name}>No WebGPU here</p>
      <p>
        {report.remedy ??
          'This browser did not give a GPU. Chrome, Edge, Firefox 141 and Safari 26 or later have WebGPU.'}
      </p>
      <p className={styles.quiet}>
        Everything works all the same: training goes on with the cpu backend, on the smallest preset.
      </p>
    </>
  );
}

/** WebGPU states its limits in powers of two. */
function binary(bytes: number): string {
  const at = bytes >= 2 ** 30 ? 30 : bytes >= 2 ** 20 ? 20 : 10;
  const unit = { 30: 'GiB', 20: 'MiB', 10: 'KiB' }[at];
  return `${Number((bytes / 2 ** at).toFixed(1))} ${unit}`;
}
