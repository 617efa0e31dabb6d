package io.setoff.risk.margin.portfolio.allocation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Blocks of accounts that all recognise each other at some level of recognition, and how many
 * percents of the whole that level stands for.
 *
 * <p>Levels go down from 100 %. At each, blocks grow by the pairs of that recognition, in the order
 * of accounts, where every account of one block recognises every account of the other. Every
 * account is in one block of each level, so that each unit of it is netted at most once. With the
 * same recognition theta everywhere there are two layers: all together with theta, each alone with
 * 1 - theta.
 *
 * @param percents of this layer; those of all layers add up to 100
 * @param blocks places of accounts; every account is in one
 */
record RecognitionLayer(int percents, List<List<Integer>> blocks) {

  static List<RecognitionLayer> of(RecognitionMatrix recognition) {
    NavigableSet<Integer> levels = new TreeSet<>(Comparator.reverseOrder());
    List<List<Integer>> blocks = new ArrayList<>();
    for (int i = 0; i < recognition.size(); i++) {
      blocks.add(List.of(i));
      for (int j = 0; j < i; j++) {
        levels.add(recognition.percent(i, j));
      }
    }
    levels.remove(0);
    List<RecognitionLayer> layers = new ArrayList<>();
    int above = RecognitionMatrix.WHOLE;
    for (int level : levels) {
      add(layers, above - level, blocks);
      blocks = merged(blocks, recognition, level);
      above = level;
    }
    add(layers, above, blocks);
    return layers;
  }

  private static void add(List<RecognitionLayer> layers, int percents, List<List<Integer>> blocks) {
    if (percents > 0) {
      layers.add(new RecognitionLayer(percents, List.copyOf(blocks)));
    }
  }

  private static List<List<Integer>> merged(
      List<List<Integer>> blocks, RecognitionMatrix recognition, int level) {
    List<List<Integer>> merged = new ArrayList<>(blocks);
    for (int i = 0; i < merged.size(); i++) {
      for (int j = i + 1; j < merged.size(); ) {
        if (recognise(merged.get(i), merged.get(j), recognition, level)) {
          List<Integer> both = new ArrayList<>(merged.get(i));
          both.addAll(merged.remove(j));
          merged.set(i, both.stream().sorted().toList());
        } else {
          j++;
        }
      }
    }
    return merged;
  }

  private static boolean recognise(
      List<Integer> some, List<Integer> others, RecognitionMatrix recognition, int level) {
    return some.stream()
        .allMatch(i -> others.stream().allMatch(j -> recognition.percent(i, j) >= level));
  }
}
