// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../../src/ISetoffRiskOracle.sol";
import {SetoffVerifier} from "../../src/SetoffVerifier.sol";
import {Fixture} from "../kit/Fixture.sol";
import {MerkleTree} from "../kit/MerkleTree.sol";
import {vm} from "../kit/Vm.sol";
import {Words} from "../kit/Words.sol";
import {
    ReadsLatest,
    ReadsLatestPlainly,
    ReadsNothing,
    ReadsProof,
    ReadsPulled,
    ReadsPulledPlainly
} from "./BusyReader.sol";

/// @notice Gas of whole transactions: intrinsic cost, calldata and execution with cold accounts and slots (isolate mode).
/// The figures are in gas/SetoffRiskOracle.json; `npm run gas` writes it anew. The bars are in gas/bars.json.
contract GasTest is Fixture {
    string private constant GROUP = "SetoffRiskOracle";
    uint256 private constant DEPTH = 17; // 131,072 accounts

    uint256 private idle; // gas of the consumer without a read

    /// @dev The contracts are compiled for an older fork than they are measured on: calldata costs more since Prague.
    function setUp() public override {
        super.setUp();
        vm.setEvmVersion("osaka");
    }

    function record(string memory label, uint256 used) private {
        vm.snapshotValue(GROUP, label, used);
    }

    function assertWithinBar(string memory name, uint256 figure) private {
        record(string.concat("bar ", name), figure);
        string memory path = string.concat(".", name, ".bar");
        vm.assertLe(figure, vm.parseJsonUint(vm.readFile("gas/bars.json"), path), name);
    }

    function measure(string memory label, address to, bytes memory data)
        private
        returns (uint256 used, bytes memory out)
    {
        bool ok;
        (ok, out) = to.call(data);
        used = vm.lastCallGas().gasTotalUsed;
        vm.assertTrue(ok, label);
        record(label, used);
    }

    function commitData(uint64 epoch, bytes32 root) private view returns (bytes memory) {
        ISetoffRiskOracle.EpochReport memory r = report(epoch, root);
        return abi.encodeCall(oracle.commit, (r, sign(r)));
    }

    function testCommitWithinItsBar() public {
        measure("commit 3-of-5, first epoch", address(oracle), commitData(1, keccak256("a")));
        (uint256 used,) = measure("commit 3-of-5, steady", address(oracle), commitData(2, keccak256("b")));
        assertWithinBar("commit", used);
        measure("commit 3-of-5, already the head", address(oracle), commitData(2, keccak256("b")));
    }

    function steadyRow(uint256 i, uint64 epoch) private pure returns (bytes memory) {
        uint256 seed = uint256(keccak256(abi.encode(i, epoch)));
        int64 net = int64(uint64(seed % 1e13)) * (seed & 1 == 1 ? int64(-1) : int64(1)); // up to 10 M USD
        uint64 gross = uint64((seed >> 64) % 1e14);
        uint64 margin = uint64((seed >> 128) % 1e12);
        return row(account(i), Words.pack(net, gross, margin, uint40(NOW + epoch * 60 - 5), 9950, 1));
    }

    /// @dev Halves the range, because appending row by row costs memory gas that grows with the square of the batch.
    function steadyRows(uint256 from, uint256 to, uint64 epoch) private pure returns (bytes memory) {
        if (to - from == 1) return steadyRow(from, epoch);
        uint256 middle = (from + to) / 2;
        return bytes.concat(steadyRows(from, middle, epoch), steadyRows(middle, to, epoch));
    }

    function storeData(uint64 epoch, uint256 n) private returns (bytes memory) {
        vm.warp(NOW + epoch * 60);
        bytes memory rows = steadyRows(0, n, epoch);
        ISetoffRiskOracle.EpochReport memory r = flatReport(epoch, rows);
        return abi.encodeCall(oracle.storeSigned, (r, rows, sign(r)));
    }

    function measureStore(uint256 n) private returns (uint256 steady) {
        string memory size = string.concat("storeSigned 3-of-5, ", vm.toString(n));
        (, bytes memory out) = measure(string.concat(size, " new"), address(oracle), storeData(1, n));
        vm.assertEq(abi.decode(out, (uint256)), n, "stored new");
        (steady, out) = measure(string.concat(size, " steady"), address(oracle), storeData(2, n));
        vm.assertEq(abi.decode(out, (uint256)), n, "stored steady");
    }

    function testStoreSigned1Account() public {
        measureStore(1);
    }

    function testStoreSigned10Accounts() public {
        measureStore(10);
    }

    function testStoreSigned100Accounts() public {
        measureStore(100);
    }

    function testStoreSigned1000AccountsWithinItsBar() public {
        assertWithinBar("storeSigned", (measureStore(1000) + 999) / 1000);
    }

    function read(string memory label, address reader, bytes memory data) private returns (uint256) {
        (uint256 used, bytes memory out) = measure(string.concat("consumer, ", label), reader, data);
        vm.assertEq(uint256(bytes32(out)), uint256(ISetoffRiskOracle.Status.Fresh), label);
        return used - idle;
    }

    function testReadsWithinTheirBars() public {
        bytes32 accountId = id(account(0));
        bytes memory ofAccount = abi.encodeCall(ReadsNothing.read, (STREAM, accountId));
        (idle,) = measure("consumer, no read", address(new ReadsNothing(oracle)), ofAccount);

        (bool ok,) = address(oracle).call(storeData(1, 1));
        vm.assertTrue(ok, "stored");
        assertWithinBar("latest", read("latest", address(new ReadsLatestPlainly(oracle)), ofAccount));
        read("latest by library", address(new ReadsLatest(oracle)), ofAccount);

        SetoffVerifier.SignedWord memory signed;
        signed.word = Words.seen(block.timestamp);
        bytes32 root;
        (root, signed.proof) = pathTo(MerkleTree.leaf(accountId, signed.word));
        commit(report(2, root));
        bytes memory data = abi.encodeCall(ReadsProof.read, (STREAM, accountId, signed.word, signed.proof));
        assertWithinBar("prove", read("prove, depth 17", address(new ReadsProof(oracle)), data));

        signed.report = report(3, root);
        signed.quorum = sign(signed.report);
        data = abi.encodeCall(ReadsPulled.read, (signed, accountId));
        assertWithinBar("pull", read("pull by library, depth 17", address(new ReadsPulled(oracle)), data));
        data = abi.encodeCall(
            ReadsPulledPlainly.read, (signed.report, accountId, signed.word, signed.proof, signed.quorum)
        );
        read("pull, depth 17", address(new ReadsPulledPlainly(oracle)), data);
    }

    function pathTo(bytes32 leaf) private pure returns (bytes32 root, bytes32[] memory proof) {
        proof = new bytes32[](DEPTH);
        root = leaf;
        for (uint256 i; i < DEPTH; ++i) {
            proof[i] = keccak256(abi.encode("sibling", i));
            root = MerkleTree.parent(root, proof[i]);
        }
    }
}
