// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../src/ISetoffRiskOracle.sol";
import {MerklePath} from "../src/MerklePath.sol";
import {Fixture} from "./kit/Fixture.sol";
import {MerkleTree} from "./kit/MerkleTree.sol";
import {vm} from "./kit/Vm.sol";
import {Words} from "./kit/Words.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

contract ProveTest is Fixture {
    using Words for ISetoffRiskOracle.Word;

    bytes32[] private nodes;
    bytes32[] private ids;
    ISetoffRiskOracle.Word[] private words;

    function grow(uint256 n, uint256 seed) private {
        bytes32[] memory leaves = new bytes32[](n);
        for (uint256 i; i < n; ++i) {
            ids.push(keccak256(abi.encode(seed, i)));
            words.push(Words.pack(int64(uint64(seed >> 192)), uint64(seed), uint64(i), uint40(NOW - 1), 9000, 1));
            leaves[i] = MerkleTree.leaf(ids[i], words[i]);
        }
        nodes = MerkleTree.build(leaves);
        commit(report(1, nodes[0]));
    }

    function proofOf(uint256 i) private view returns (bytes32[] memory) {
        return MerkleTree.proof(nodes, i);
    }

    function prove(uint256 i, bytes32[] memory proof) private view returns (ISetoffRiskOracle.Status) {
        return oracle.prove(STREAM, ids[i], words[i], proof, 300);
    }

    function assertFresh(ISetoffRiskOracle.Status status) private pure {
        vm.assertEq(uint256(status), uint256(ISetoffRiskOracle.Status.Fresh), "status");
    }

    function refuse(bytes32 accountId, ISetoffRiskOracle.Word word, bytes32[] memory proof) private {
        refused(ISetoffRiskOracle.BadProof.selector);
        oracle.prove(STREAM, accountId, word, proof, 300);
    }

    function testEveryLeafOfTreesOf1To64LeavesProves() public {
        for (uint256 n = 1; n <= 64; ++n) {
            delete ids;
            delete words;
            uint256 before = vm.snapshotState();
            grow(n, n);
            for (uint256 i; i < n; ++i) {
                assertFresh(prove(i, proofOf(i)));
            }
            vm.revertToState(before);
        }
    }

    function testFuzzMutatedLeafOrProofFails(uint256 seed, uint8 size, uint8 which, uint16 position) public {
        grow(1 + size % 64, seed);
        uint256 i = which % ids.length;
        bytes32[] memory proof = proofOf(i);
        assertFresh(prove(i, proof));

        bytes32 flip = bytes32(uint256(1) << (position % 256));
        refuse(ids[i] ^ flip, words[i], proof);
        refuse(ids[i], ISetoffRiskOracle.Word.wrap(words[i].raw() ^ uint256(flip)), proof);
        if (proof.length > 0) {
            proof[position % proof.length] ^= flip;
            refuse(ids[i], words[i], proof);
        }
    }

    function testFuzzProofCutOrExtendedFails(uint256 seed, uint8 size, bytes32 extra) public {
        grow(2 + size % 63, seed);
        bytes32[] memory proof = proofOf(0);
        bytes32[] memory cut = new bytes32[](proof.length - 1);
        bytes32[] memory longer = new bytes32[](proof.length + 1);
        for (uint256 i; i < proof.length; ++i) {
            longer[i] = proof[i];
            if (i < cut.length) cut[i] = proof[i];
        }
        longer[proof.length] = extra;
        refuse(ids[0], words[0], cut);
        refuse(ids[0], words[0], longer);
    }

    /// @dev An inner node is keccak256 of 64 bytes; read as (accountId, word) they hash twice and give another leaf.
    function testInnerNodeCannotBeProvedAsALeaf() public {
        grow(4, 1);
        bytes32[] memory proof = new bytes32[](1);
        proof[0] = nodes[2];
        refuse(nodes[3], ISetoffRiskOracle.Word.wrap(uint256(nodes[4])), proof);
        refuse(nodes[4], ISetoffRiskOracle.Word.wrap(uint256(nodes[3])), proof);
    }

    function testProofOfAnEarlierEpochFailsOnceTheHeadHasMoved() public {
        grow(8, 1);
        bytes32[] memory proof = proofOf(3);
        assertFresh(prove(3, proof));
        commit(report(2, keccak256("next")));
        refuse(ids[3], words[3], proof);
    }

    function testProofOfAnotherStreamFails() public {
        grow(8, 1);
        ISetoffRiskOracle.EpochReport memory other = report(1, keccak256("other"));
        other.streamId = keccak256("another stream");
        commit(other);
        bytes32[] memory proof = proofOf(3);
        refused(ISetoffRiskOracle.BadProof.selector);
        oracle.prove(other.streamId, ids[3], words[3], proof, 300);
    }

    function testStreamWithoutAHeadIsUnknown() public view {
        bytes32[] memory proof = new bytes32[](3);
        ISetoffRiskOracle.Status status = oracle.prove(STREAM, id(account(0)), Words.seen(NOW), proof, 300);
        vm.assertEq(uint256(status), uint256(ISetoffRiskOracle.Status.Unknown), "status");
    }

    function testWrongProofRevertsEvenWhenTheHeadHasExpired() public {
        grow(8, 1);
        vm.warp(NOW + WINDOW + 1);
        bytes32[] memory proof = proofOf(3);
        vm.assertEq(uint256(prove(3, proof)), uint256(ISetoffRiskOracle.Status.Expired), "right proof");
        refuse(ids[2], words[2], proof);
    }

    function path(bytes32[] calldata proof, bytes32 leaf) external pure returns (bytes32 ours, bytes32 theirs) {
        return (MerklePath.root(proof, leaf), MerkleProof.processProofCalldata(proof, leaf));
    }

    function testFuzzPathIsThatOfOpenZeppelin(bytes32[] calldata proof, bytes32 leaf) public view {
        (bytes32 ours, bytes32 theirs) = this.path(proof, leaf);
        vm.assertEq(ours, theirs, "root");
    }

    function testPathOfEqualSiblingsIsThatOfOpenZeppelin() public view {
        bytes32[] memory proof = new bytes32[](2);
        proof[0] = keccak256("leaf");
        proof[1] = keccak256(abi.encodePacked(proof[0], proof[0]));
        (bytes32 ours, bytes32 theirs) = this.path(proof, proof[0]);
        vm.assertEq(ours, theirs, "root");
    }
}
