package io.setoff.store;

import io.setoff.model.ChainId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * One durable step.
 *
 * @param chain which chain
 * @param cursor the cursor after it
 * @param rows new values; empty means delete
 * @param journalPuts entries to write, by height
 * @param journalDeletes heights to forget, before the puts
 * @param accountPuts addresses that are named, with the heights of the blocks
 * @param accountDeletes addresses that a height no longer names, before the puts
 * @param dropped addresses that were untracked, to be forgotten
 * @param bytes of its rows and journal entries
 */
record Step(
    ChainId chain,
    ChainCursor cursor,
    SortedMap<RowKey, Optional<Row>> rows,
    SortedMap<Long, JournalEntry> journalPuts,
    SortedSet<Long> journalDeletes,
    List<SortedMap<String, Heights>> accountPuts,
    SortedMap<Long, SortedSet<String>> accountDeletes,
    SortedSet<String> dropped,
    StepBytes bytes) {}
