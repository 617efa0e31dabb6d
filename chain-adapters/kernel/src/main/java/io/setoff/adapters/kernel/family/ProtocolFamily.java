package io.setoff.adapters.kernel.family;

import java.util.List;

/** A kind of protocol that can be configured: the original deployment and its forks. */
public interface ProtocolFamily {

  /** As it is configured and as it stands in venue ids: {@code aave-v3}. */
  String family();

  /** What a configuration says of each deployment. */
  List<ConfigKey> keys();
}
