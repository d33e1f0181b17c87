import type { ReactNode } from 'react';

const icon = (drawing: ReactNode) =>
  function Icon({ size = 24 }: { size?: number }) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.9"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        {drawing}
      </svg>
    );
  };

export const BackIcon = icon(<path d="M20 12H4m0 0 7-7m-7 7 7 7" />);
export const ComposeIcon = icon(
  <>
    <path d="M20 13v5.5a2.5 2.5 0 0 1-2.5 2.5h-12A2.5 2.5 0 0 1 3 18.5v-12A2.5 2.5 0 0 1 5.5 4H11" />
    <path d="m17.8 3.2 3 3L12.5 14.5 9 15l.5-3.5z" />
  </>,
);
export const GearIcon = icon(
  <>
    <path d="M4 7h10M18 7h2M4 17h2M10 17h10" />
    <circle cx="16" cy="7" r="2" />
    <circle cx="8" cy="17" r="2" />
  </>,
);
export const MoreIcon = icon(
  <>
    <circle cx="5" cy="12" r="1" />
    <circle cx="12" cy="12" r="1" />
    <circle cx="19" cy="12" r="1" />
  </>,
);
export const SearchIcon = icon(
  <>
    <circle cx="11" cy="11" r="6.5" />
    <path d="m16 16 4.5 4.5" />
  </>,
);
export const CloseIcon = icon(<path d="m5 5 14 14M19 5 5 19" />);
export const DownIcon = icon(<path d="M12 4v16m0 0 7-7m-7 7-7-7" />);
export const SendIcon = icon(<path d="M4 12 20 4l-5 16-4-6.5zm7 1.5L20 4" />);
export const CopyIcon = icon(
  <>
    <rect x="8" y="8" width="12" height="12" rx="3" />
    <path d="M16 8V7a3 3 0 0 0-3-3H7a3 3 0 0 0-3 3v6a3 3 0 0 0 3 3h1" />
  </>,
);
export const CheckIcon = icon(<path d="m5 12.5 4.5 4.5L19 7.5" />);
export const ClockIcon = icon(
  <>
    <circle cx="12" cy="12" r="8" />
    <path d="M12 7.5V12l3 2" />
  </>,
);
export const AlertIcon = icon(<path d="M12 4v10.5m0 5v.01" />);
export const BlockIcon = icon(
  <>
    <circle cx="12" cy="12" r="9" />
    <path d="m6 6 12 12" />
  </>,
);
export const SignOutIcon = icon(<path d="M10 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h4m5-4 4-4m0 0-4-4m4 4H9" />);
export const EyeIcon = icon(
  <>
    <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" />
    <circle cx="12" cy="12" r="2.8" />
  </>,
);
export const EyeOffIcon = icon(
  <path d="m4 4 16 16M9.9 5.8A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a16 16 0 0 1-2.7 3.5M6.3 7.4A15 15 0 0 0 2.5 12S6 18.5 12 18.5c1.7 0 3.2-.5 4.5-1.2" />,
);
export const ChatIcon = icon(
  <path d="M21 12a8.5 8.5 0 0 1-12.5 7.5L3.5 21 5 16.3A8.5 8.5 0 1 1 21 12zM8.5 10.5h7m-7 3.5h4.5" />,
);
