import type { Profile } from '@/schema/profile';

/** Hands a profile to the browser's download. */
export function saveProfile(profile: Profile): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(profile)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `profile-${profile.createdAt.slice(0, 19).replaceAll(':', '-')}.json`;
  link.click();
  // The download has its own hold on the data once it has begun; a minute is long for that.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
