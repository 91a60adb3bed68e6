import java.util.*;

/** A map from key to a node of a doubly linked ring; the node after the anchor was used last. */
class LruCache {
    private static final class Node {
        long key;
        long value;
        Node before;
        Node after;
    }

    private final long capacity;
    private final Map<Long, Node> nodes = new HashMap<>();
    private final Node anchor = new Node();

    LruCache(long capacity) {
        this.capacity = capacity;
        anchor.before = anchor;
        anchor.after = anchor;
    }

    Long get(long key) {
        Node node = nodes.get(key);
        if (node == null) {
            return null;
        }
        unlink(node);
        linkInFront(node);
        return node.value;
    }

    Long peek(long key) {
        Node node = nodes.get(key);
        return node == null ? null : (Long) node.value;
    }

    void put(long key, long value) {
        Node node = nodes.get(key);
        if (node != null) {
            unlink(node);
        } else {
            if (nodes.size() == capacity) {
                nodes.remove(anchor.before.key);
                unlink(anchor.before);
            }
            node = new Node();
            node.key = key;
            nodes.put(key, node);
        }
        node.value = value;
        linkInFront(node);
    }

    List<Long> keys() {
        List<Long> result = new ArrayList<>();
        for (Node node = anchor.after; node != anchor; node = node.after) {
            result.add(node.key);
        }
        return result;
    }

    private void unlink(Node node) {
        node.before.after = node.after;
        node.after.before = node.before;
    }

    private void linkInFront(Node node) {
        node.before = anchor;
        node.after = anchor.after;
        anchor.after.before = node;
        anchor.after = node;
    }
}
