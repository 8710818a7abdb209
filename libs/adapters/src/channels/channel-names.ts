/** Every channel that a route can name. A new one is a folder beside this and a word here. */
export const CHANNEL_NAMES: readonly string[] = ['alertmanager', 'console', 'maildir', 'smtp', 'wecom-app', 'wecom-robot']
