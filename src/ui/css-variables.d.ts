import 'react';

declare module 'react' {
  // Custom properties carry data (a share, a colour) from components to their stylesheets.
  interface CSSProperties {
    [name: `--${string}`]: string | number | undefined;
  }
}
