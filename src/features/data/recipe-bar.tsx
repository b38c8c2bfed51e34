import { Download, FolderOpen } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { type ErrorReport, toReport } from '@/base/errors';
import { recipes } from '@/data/recipes';
import { parseRecipe, recipeOf, stepsOf } from '@/data/recipes/recipe-steps';
import { useDataStore } from '@/state/data-store';
import { takeRecipe } from '@/state/data-store-settings';
import { Button } from '@/ui/button';
import { ErrorCard } from '@/ui/error-card';
import { saveText } from '@/ui/save-file';
import { Select } from '@/ui/select';
import styles from './recipe-bar.module.css';

const OWN = 'own';

/** Ready-made pipelines, and one's own as a small file. */
export function RecipeBar() {
  const steps = useDataStore((s) => s.config.steps);
  const [error, setError] = useState<ErrorReport>();
  const input = useRef<HTMLInputElement>(null);
  const current = useMemo(() => {
    const now = JSON.stringify(recipeOf('', steps).steps);
    const same = recipes.entries.find(
      ({ label, steps: theirs }) => JSON.stringify(recipeOf('', stepsOf({ name: label, steps: theirs })).steps) === now,
    );
    return same?.id ?? OWN;
  }, [steps]);
  const take = (id: string) => {
    if (id === OWN) return;
    setError(undefined);
    const { label, steps: theirs } = recipes.get(id);
    takeRecipe({ name: label, steps: theirs });
  };
  const load = async (file: File) => {
    setError(undefined);
    try {
      takeRecipe(parseRecipe(await file.text(), file.name));
    } catch (problem) {
      setError(toReport(problem, file.name));
    }
  };
  const chosen = current === OWN ? undefined : recipes.get(current);
  const name = chosen?.label ?? 'my recipe';
  return (
    <section className={styles.bar} aria-label="Recipe">
      <Select
        label="Recipe"
        value={current}
        onChange={take}
        className={styles.choice}
        help={chosen?.help ?? 'Your own steps. A recipe replaces them.'}
        choices={[
          ...recipes.entries.map(({ id, label, help }) => ({ id, label, help })),
          ...(current === OWN ? [{ id: OWN, label: 'your own' }] : []),
        ]}
      />
      <div className={styles.buttons}>
        <Button
          variant="quiet"
          icon={<Download size={17} aria-hidden />}
          onPress={() => saveText('recipe.json', `${JSON.stringify(recipeOf(name, steps), null, 2)}\n`)}
        >
          Save recipe
        </Button>
        <Button variant="quiet" icon={<FolderOpen size={17} aria-hidden />} onPress={() => input.current?.click()}>
          Load recipe
        </Button>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label="Recipe to load"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            if (file) void load(file);
            currentTarget.value = '';
          }}
        />
      </div>
      {error && <ErrorCard error={error} />}
    </section>
  );
}
