package io.setoff.adapters.evm;

import io.setoff.adapters.evm.protocol.EvmFamily;
import io.setoff.adapters.evm.protocol.EvmVenue;
import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.kernel.family.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;

/**
 * The families of protocols that there are.
 *
 * @param all in the order in which they are folded, no two of the same name
 */
record EvmFamilies(List<EvmFamily> all) {
  EvmFamilies {
    all = List.copyOf(all);
    TreeSet<String> names = new TreeSet<>();
    for (EvmFamily family : all) {
      if (!names.add(family.family())) {
        throw new IllegalStateException("two families are called " + family.family());
      }
    }
  }

  /** Those that the class path has. */
  static EvmFamilies installed() {
    return new EvmFamilies(
        ServiceLoader.load(EvmFamily.class, EvmFamily.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .toList());
  }

  /**
   * The parts of all deployments of a chain, family by family.
   *
   * @throws IllegalArgumentException when one is of no family that is installed
   */
  List<EvmVenue> create(List<Deployment> deployments, TokenDirectory tokens) {
    List<Deployment> left = new ArrayList<>(deployments);
    List<EvmVenue> venues = new ArrayList<>();
    for (EvmFamily family : all) {
      for (Deployment deployment : deployments) {
        if (deployment.venue().protocol().equals(family.family())) {
          venues.add(family.create(deployment, tokens));
          left.remove(deployment);
        }
      }
    }
    if (!left.isEmpty()) {
      throw new IllegalArgumentException("no family is installed for " + left.getFirst().venue());
    }
    return venues;
  }
}
