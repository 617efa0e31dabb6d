package io.setoff.store;

class MemoryPositionStoreTest extends PositionStoreContract {
  @Override
  PositionStore open() {
    return new MemoryPositionStore();
  }

  @Override
  PositionStore reopen(PositionStore store) {
    return store;
  }
}
