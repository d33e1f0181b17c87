import type { CreateIndexBuilder, CreateTableBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { isAlreadyMade } from './already-made.ts';
import type { EngineTraits } from './engine-traits.ts';
import type { Schema } from './schema.ts';

// Lengths in characters. A UUID; a folded name of limits.username.max or search-terms' bound; a hash or replication id.
const uuid = 'varchar(36)';
const name = 'varchar(128)';
const hash = 'varchar(128)';

type Step = (db: Kysely<Schema>) => { execute(): Promise<void> };

/**
 * By name, in order. One statement each, because DDL does not roll back everywhere: a step that was cut off is run
 * again from its start. Text compares by bytes: SQLite's default, elsewhere the tables' collation.
 */
export const migrations = (traits: EngineTraits): Record<string, Migration> => {
  const plain = <T extends string, C extends string>(table: CreateTableBuilder<T, C>): CreateTableBuilder<T, C> =>
    traits.table === null ? table : table.modifyEnd(traits.table);
  const clustered = <T extends string, C extends string>(table: CreateTableBuilder<T, C>): CreateTableBuilder<T, C> =>
    traits.clusteredTable === null ? table : table.modifyEnd(traits.clusteredTable);
  const index = (db: Kysely<Schema>, indexName: string): CreateIndexBuilder =>
    traits.createIndexIfNotExists ? db.schema.createIndex(indexName).ifNotExists() : db.schema.createIndex(indexName);
  const run = async (step: { execute(): Promise<void> }): Promise<void> => {
    try {
      await step.execute();
    } catch (error) {
      if (!isAlreadyMade(error)) throw error;
    }
  };

  const steps: Record<string, Step> = {
    '001_users': (db) =>
      plain(
        db.schema
          .createTable('users')
          .ifNotExists()
          .addColumn('id', uuid, (column) => column.primaryKey())
          .addColumn('kind', 'varchar(16)', (column) => column.notNull())
          .addColumn('status', 'varchar(16)', (column) => column.notNull())
          .addColumn('username', name, (column) => column.notNull())
          .addColumn('username_folded', name, (column) => column.notNull().unique())
          .addColumn('display_name', 'varchar(255)', (column) => column.notNull())
          .addColumn('password_hash', 'varchar(255)', (column) => column.notNull())
          .addColumn('avatar_url', 'text')
          .addColumn('created_at', 'bigint', (column) => column.notNull())
          .addColumn('last_active_at', 'bigint'),
      ),
    '002_users_newest': (db) => index(db, 'users_newest').on('users').columns(['created_at', 'id']),
    '003_user_names': (db) =>
      clustered(
        db.schema
          .createTable('user_names')
          .ifNotExists()
          .addColumn('term', name, (column) => column.notNull())
          .addColumn('user_id', uuid, (column) => column.notNull())
          .addPrimaryKeyConstraint('user_names_pk', ['term', 'user_id'])
          .addForeignKeyConstraint('user_names_user', ['user_id'], 'users', ['id']),
      ),
    '004_user_names_of': (db) => index(db, 'user_names_of').on('user_names').columns(['user_id', 'term']),
    '005_sessions': (db) =>
      plain(
        db.schema
          .createTable('sessions')
          .ifNotExists()
          .addColumn('id', uuid, (column) => column.primaryKey())
          .addColumn('token_hash', hash, (column) => column.notNull().unique())
          .addColumn('user_id', uuid, (column) => column.notNull())
          .addColumn('created_at', 'bigint', (column) => column.notNull())
          .addColumn('expires_at', 'bigint', (column) => column.notNull())
          .addForeignKeyConstraint('sessions_user', ['user_id'], 'users', ['id']),
      ),
    '006_sessions_expiry': (db) => index(db, 'sessions_expiry').on('sessions').column('expires_at'),
    '007_rooms': (db) =>
      plain(
        db.schema
          .createTable('rooms')
          .ifNotExists()
          .addColumn('id', uuid, (column) => column.primaryKey())
          .addColumn('kind', 'varchar(16)', (column) => column.notNull())
          .addColumn('status', 'varchar(16)', (column) => column.notNull())
          .addColumn('pair_key', 'varchar(80)', (column) => column.notNull().unique())
          .addColumn('created_at', 'bigint', (column) => column.notNull()),
      ),
    '008_participants': (db) =>
      clustered(
        db.schema
          .createTable('participants')
          .ifNotExists()
          .addColumn('room_id', uuid, (column) => column.notNull())
          .addColumn('user_id', uuid, (column) => column.notNull())
          .addColumn('kind', 'varchar(16)', (column) => column.notNull())
          .addColumn('status', 'varchar(16)', (column) => column.notNull())
          .addColumn('read_seq', 'bigint', (column) => column.notNull())
          .addColumn('last_seq', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('participants_pk', ['room_id', 'user_id'])
          .addForeignKeyConstraint('participants_room', ['room_id'], 'rooms', ['id']),
      ),
    '009_participants_list': (db) =>
      index(db, 'participants_list').on('participants').columns(['user_id', 'last_seq', 'room_id']),
    '010_messages': (db) =>
      clustered(
        db.schema
          .createTable('messages')
          .ifNotExists()
          .addColumn('room_id', uuid, (column) => column.notNull())
          .addColumn('seq', 'bigint', (column) => column.notNull())
          .addColumn('id', uuid, (column) => column.notNull())
          .addColumn('sender_id', uuid, (column) => column.notNull())
          .addColumn('kind', 'varchar(16)', (column) => column.notNull())
          .addColumn('status', 'varchar(16)', (column) => column.notNull())
          .addColumn('text', 'text', (column) => column.notNull())
          .addColumn('sent_at', 'bigint', (column) => column.notNull())
          .addColumn('rev', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('messages_pk', ['room_id', 'seq'])
          // The id first: it begins with a time, so new rows land side by side, and a batch is looked up by its ids.
          .addUniqueConstraint('messages_key', ['id', 'room_id', 'sender_id']),
      ),
    '011_blocks': (db) =>
      clustered(
        db.schema
          .createTable('blocks')
          .ifNotExists()
          .addColumn('blocker_id', uuid, (column) => column.notNull())
          .addColumn('blocked_id', uuid, (column) => column.notNull())
          .addColumn('created_at', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('blocks_pk', ['blocker_id', 'blocked_id'])
          .addForeignKeyConstraint('blocks_blocker', ['blocker_id'], 'users', ['id'])
          .addForeignKeyConstraint('blocks_blocked', ['blocked_id'], 'users', ['id']),
      ),
    '012_log_partitions': (db) =>
      plain(
        db.schema
          .createTable('log_partitions')
          .ifNotExists()
          .addColumn('p', 'integer', (column) => column.primaryKey())
          .addColumn('epoch', 'bigint', (column) => column.notNull())
          .addColumn('replid', hash, (column) => column.notNull())
          .addColumn('stored', 'bigint', (column) => column.notNull()),
      ),
    '013_log_gaps': (db) =>
      clustered(
        db.schema
          .createTable('log_gaps')
          .ifNotExists()
          .addColumn('p', 'integer', (column) => column.notNull())
          .addColumn('from_seq', 'bigint', (column) => column.notNull())
          .addColumn('to_seq', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('log_gaps_pk', ['p', 'from_seq']),
      ),
    '014_dead_letters': (db) =>
      clustered(
        db.schema
          .createTable('dead_letters')
          .ifNotExists()
          .addColumn('p', 'integer', (column) => column.notNull())
          .addColumn('seq', 'bigint', (column) => column.notNull())
          .addColumn('room_id', uuid, (column) => column.notNull())
          .addColumn('sender_id', uuid, (column) => column.notNull())
          .addColumn('id', uuid, (column) => column.notNull())
          .addColumn('body', 'text', (column) => column.notNull())
          .addColumn('error', 'text', (column) => column.notNull())
          .addColumn('created_at', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('dead_letters_pk', ['p', 'seq']),
      ),
    '015_users_external_id': (db) => db.schema.alterTable('users').addColumn('external_id', 'varchar(255)'),
    '016_users_external': (db) => index(db, 'users_external').unique().on('users').column('external_id'),
    '017_api_keys': (db) =>
      plain(
        db.schema
          .createTable('api_keys')
          .ifNotExists()
          .addColumn('key_hash', hash, (column) => column.primaryKey())
          .addColumn('name', name, (column) => column.notNull().unique())
          .addColumn('hint', 'varchar(8)', (column) => column.notNull())
          .addColumn('created_at', 'bigint', (column) => column.notNull())
          .addColumn('last_used_on', 'bigint'),
      ),
    '018_sessions_of': (db) => index(db, 'sessions_of').on('sessions').column('user_id'),
    '019_revoked_tokens': (db) =>
      plain(
        db.schema
          .createTable('revoked_tokens')
          .ifNotExists()
          .addColumn('id', hash, (column) => column.primaryKey())
          .addColumn('expires_at', 'bigint', (column) => column.notNull()),
      ),
  };
  return Object.fromEntries(
    Object.entries(steps).map(([step, statement]): [string, Migration] => [
      step,
      { up: (db: Kysely<Schema>) => run(statement(db)) },
    ]),
  );
};
