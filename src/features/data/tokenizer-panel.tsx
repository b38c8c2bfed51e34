import { tokenizers } from '@/data/tokenizers';
import { IMPORTED } from '@/schema/dataset';
import { useDataStore } from '@/state/data-store';
import { setTokenizer, setTokenizerOption, suggestVocabulary } from '@/state/data-store-settings';
import { Button } from '@/ui/button';
import { formatCount } from '@/ui/format';
import { OptionForm } from '@/ui/option-form';
import { Panel } from '@/ui/panel';
import { Select } from '@/ui/select';
import { ImportTokenizer } from './import-tokenizer';
import styles from './tokens-tab.module.css';

/** Which tokenizer is trained on the text, or the one that was brought along. */
export function TokenizerPanel() {
  const imported = useDataStore((s) => s.config.importedTokenizer);
  const actual = useDataStore((s) => (s.fresh ? s.dataset?.tokenizer.vocabularySize : undefined));
  return (
    <Panel title="Tokenizer" aside={actual ? `${formatCount(actual)} tokens` : undefined}>
      {imported ? <Imported name={imported.name} tokens={imported.vocabularySize} /> : <Trained />}
      <ImportTokenizer />
    </Panel>
  );
}

const kinds = tokenizers.entries.map(({ id, label, help }) => ({ id, label, help }));

function Imported({ name, tokens }: { name: string; tokens: number }) {
  const help = `Cuts the text as ${name} says, into its ${formatCount(tokens)} tokens. Nothing is trained.`;
  return (
    <Select
      label="Kind"
      value={IMPORTED}
      onChange={(id) => {
        if (id !== IMPORTED) setTokenizer(id);
      }}
      choices={[...kinds, { id: IMPORTED, label: `Imported: ${name}`, help }]}
      help={help}
    />
  );
}

function Trained() {
  const tokenizer = useDataStore((s) => s.config.tokenizer);
  const chosen = useDataStore((s) => s.vocabularyChosen);
  const entry = tokenizers.get(tokenizer.id);
  return (
    <>
      <Select label="Kind" value={tokenizer.id} onChange={setTokenizer} choices={kinds} help={entry.help} />
      <OptionForm specs={entry.options} values={tokenizer.options} onChange={setTokenizerOption} />
      {'vocabularySize' in entry.options &&
        (chosen ? (
          <Button variant="quiet" className={styles.suit} onPress={suggestVocabulary}>
            Take the size that suits this corpus
          </Button>
        ) : (
          <p className={styles.quiet}>Chosen to suit the amount of text.</p>
        ))}
    </>
  );
}
