import type { InputHTMLAttributes, ReactNode, Ref } from 'react';
import { useId } from 'react';
import styled from 'styled-components';

const Label = styled.label`
  display: block;
  margin-bottom: 6px;
  font-weight: 600;
`;

const Box = styled.div`
  position: relative;
`;

const Input = styled.input`
  width: 100%;
  height: 48px;
  padding: 0 14px;
  border: 1px solid var(--line);
  border-radius: 12px;
  background: var(--sunken);
  /* iOS zooms into anything smaller. */
  font-size: 16px;

  &:focus {
    border-color: var(--accent);
    outline: 2px solid var(--accent);
    outline-offset: -1px;
  }
  &[aria-invalid='true'] {
    border-color: var(--danger);
    outline-color: var(--danger);
  }
`;

const Hint = styled.p<{ $fault: boolean }>`
  min-height: 20px;
  margin-top: 4px;
  font-size: 13px;
  line-height: 18px;
  color: ${({ $fault }) => ($fault ? 'var(--danger)' : 'var(--quiet)')};
`;

type FieldProps = InputHTMLAttributes<HTMLInputElement> & {
  label: string;
  hint?: string | undefined;
  fault: string | null;
  inner?: ReactNode;
  ref: Ref<HTMLInputElement>;
};

export const Field = ({ label, hint, fault, inner, ref, ...input }: FieldProps) => {
  const id = useId();
  return (
    <div>
      <Label htmlFor={id}>{label}</Label>
      <Box>
        <Input
          autoCapitalize="none"
          {...input}
          ref={ref}
          id={id}
          aria-invalid={fault !== null}
          aria-describedby={`${id}-hint`}
          spellCheck={false}
        />
        {inner}
      </Box>
      <Hint id={`${id}-hint`} $fault={fault !== null} role={fault === null ? undefined : 'alert'}>
        {fault ?? hint}
      </Hint>
    </div>
  );
};
