import {
  ChevronRight,
  ClipboardPaste,
  FileText,
  Folder,
  Globe,
  type LucideIcon,
  Sprout,
  TriangleAlert,
  X,
} from 'lucide-react';
import { Button, Disclosure, DisclosurePanel } from 'react-aria-components';
import type { SourceOrigin, SourceReport } from '@/schema/source';
import { removeSource } from '@/state/data-store';
import { formatBytes, formatCount } from '@/ui/format';
import { IconButton } from '@/ui/icon-button';
import { ColumnPicker } from './column-picker';
import { FileTable } from './file-table';
import styles from './source-row.module.css';

const ICONS: Readonly<Record<SourceOrigin, LucideIcon>> = {
  file: FileText,
  folder: Folder,
  paste: ClipboardPaste,
  sample: Sprout,
  url: Globe,
};

/** One drop: what came, in which encodings, what was wrong; its files and columns on demand. */
export function SourceRow({ source }: { source: SourceReport }) {
  const Icon = ICONS[source.origin];
  const problems = source.files.reduce((n, file) => n + file.problems.length, 0);
  const failed = source.files.every((file) => file.problems.some((p) => p.severity === 'error'));
  return (
    <li className={styles.item}>
      <Disclosure defaultExpanded={failed || source.columns !== undefined} className={styles.source ?? ''}>
        <div className={styles.row}>
          <Button slot="trigger" className={styles.trigger ?? ''}>
            <ChevronRight size={15} aria-hidden className={styles.chevron} />
            <Icon size={17} aria-hidden className={styles.icon} />
            <span className={styles.words}>
              <span className={styles.name}>{source.name}</span>
              <span className={styles.quiet}>
                {plural(source.documents, 'document')} · {formatBytes(source.sizeBytes)}
                {source.files.length > 1 && ` · ${plural(source.files.length, 'file')}`} · {encodingsOf(source)}
              </span>
            </span>
            {problems > 0 && (
              <span className={styles.problems}>
                <TriangleAlert size={15} aria-hidden />
                {plural(problems, 'problem')}
              </span>
            )}
          </Button>
          <IconButton label={`Remove ${source.name}`} onPress={() => void removeSource(source.id)}>
            <X size={16} aria-hidden />
          </IconButton>
        </div>
        <DisclosurePanel className={styles.panel ?? ''}>
          {source.url !== undefined && <p className={styles.address}>From {source.url}</p>}
          {source.columns && <ColumnPicker sourceId={source.id} columns={source.columns} />}
          <FileTable files={source.files} />
        </DisclosurePanel>
      </Disclosure>
    </li>
  );
}

const plural = (n: number, noun: string) => `${formatCount(n)} ${noun}${n === 1 ? '' : 's'}`;

/** "utf-8", or "utf-8 and windows-1252" for a mixed folder. */
function encodingsOf(source: SourceReport): string {
  const names = [...new Set(source.files.flatMap((file) => file.encoding?.name ?? []))];
  if (names.length === 0) return 'no text read';
  return names.length === 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
