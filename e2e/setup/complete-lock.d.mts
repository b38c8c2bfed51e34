interface Lock {
  readonly packages: Readonly<
    Record<
      string,
      { readonly optionalDependencies?: Readonly<Record<string, string>> } & Readonly<Record<string, unknown>>
    >
  >;
}
export function missingFrom(lock: Lock): { name: string; version: string; of: string }[];
export function completed<L extends Lock>(lock: L): L;
