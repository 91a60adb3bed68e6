// Reads arguments and prints results of a function exercise. Prints of the solution go to stderr.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"sort"
	"strconv"
	"strings"
	"unicode/utf16"
)

type ListNode[T any] struct {
	Value T
	Next  *ListNode[T]
}

type TreeNode[T any] struct {
	Value T
	Left  *TreeNode[T]
	Right *TreeNode[T]
}

// How a type is read and written.
type greenroomKind[T any] struct {
	read  func(text json.RawMessage) T
	write func(value T, out *bytes.Buffer)
}

type greenroomSession struct {
	input  *json.Decoder
	output *os.File
	out    bytes.Buffer
}

func greenroomStart() *greenroomSession {
	session := &greenroomSession{input: json.NewDecoder(os.Stdin), output: os.Stdout}
	os.Stdout = os.Stderr
	return session
}

func greenroomCheck(err error) {
	if err != nil {
		panic("the input is not what the signature says: " + err.Error())
	}
}

// The next value of the input, or nil at its end.
func (session *greenroomSession) next() json.RawMessage {
	var text json.RawMessage
	err := session.input.Decode(&text)
	if err == io.EOF {
		return nil
	}
	greenroomCheck(err)
	return text
}

func (session *greenroomSession) call() []json.RawMessage {
	text := session.next()
	if text == nil {
		return nil
	}
	return greenroomRead[[]json.RawMessage](text)
}

func (session *greenroomSession) flush() {
	_, err := session.output.Write(session.out.Bytes())
	if err != nil {
		panic(err)
	}
	session.out.Reset()
}

func greenroomPrint[T any](session *greenroomSession, kind greenroomKind[T], value T) {
	kind.write(value, &session.out)
	session.out.WriteByte('\n')
	if session.out.Len() > 1<<16 {
		session.flush()
	}
}

func greenroomRead[T any](text json.RawMessage) T {
	var value T
	greenroomCheck(json.Unmarshal(text, &value))
	return value
}

var greenroomInt = greenroomKind[int]{
	greenroomRead[int],
	func(value int, out *bytes.Buffer) { out.WriteString(strconv.Itoa(value)) },
}

var greenroomFloat = greenroomKind[float64]{greenroomRead[float64], greenroomWriteFloat}

var greenroomBool = greenroomKind[bool]{
	greenroomRead[bool],
	func(value bool, out *bytes.Buffer) { out.WriteString(strconv.FormatBool(value)) },
}

var greenroomString = greenroomKind[string]{greenroomRead[string], greenroomWriteString}

func greenroomList[T any](item greenroomKind[T]) greenroomKind[[]T] {
	return greenroomKind[[]T]{
		func(text json.RawMessage) []T {
			parts := greenroomRead[[]json.RawMessage](text)
			list := make([]T, len(parts))
			for i, part := range parts {
				list[i] = item.read(part)
			}
			return list
		},
		func(list []T, out *bytes.Buffer) {
			out.WriteByte('[')
			for i, value := range list {
				if i > 0 {
					out.WriteByte(',')
				}
				item.write(value, out)
			}
			out.WriteByte(']')
		},
	}
}

func greenroomMapInt[T any](item greenroomKind[T]) greenroomKind[map[int]T] {
	return greenroomKind[map[int]T]{
		func(text json.RawMessage) map[int]T {
			found := map[int]T{}
			for key, part := range greenroomRead[map[int]json.RawMessage](text) {
				found[key] = item.read(part)
			}
			return found
		},
		func(value map[int]T, out *bytes.Buffer) {
			keys := make([]int, 0, len(value))
			for key := range value {
				keys = append(keys, key)
			}
			sort.Ints(keys)
			greenroomWriteMap(keys, strconv.Itoa, value, item, out)
		},
	}
}

func greenroomMapString[T any](item greenroomKind[T]) greenroomKind[map[string]T] {
	return greenroomKind[map[string]T]{
		func(text json.RawMessage) map[string]T {
			found := map[string]T{}
			for key, part := range greenroomRead[map[string]json.RawMessage](text) {
				found[key] = item.read(part)
			}
			return found
		},
		func(value map[string]T, out *bytes.Buffer) {
			keys := make([]string, 0, len(value))
			for key := range value {
				keys = append(keys, key)
			}
			sort.Strings(keys)
			greenroomWriteMap(keys, func(key string) string { return key }, value, item, out)
		},
	}
}

func greenroomWriteMap[K comparable, T any](
	keys []K, text func(K) string, value map[K]T, item greenroomKind[T], out *bytes.Buffer,
) {
	out.WriteByte('{')
	for i, key := range keys {
		if i > 0 {
			out.WriteByte(',')
		}
		greenroomWriteString(text(key), out)
		out.WriteByte(':')
		item.write(value[key], out)
	}
	out.WriteByte('}')
}

func greenroomOptional[T any](item greenroomKind[T]) greenroomKind[*T] {
	return greenroomKind[*T]{
		func(text json.RawMessage) *T {
			if string(text) == "null" {
				return nil
			}
			value := item.read(text)
			return &value
		},
		func(value *T, out *bytes.Buffer) {
			if value == nil {
				out.WriteString("null")
			} else {
				item.write(*value, out)
			}
		},
	}
}

func greenroomLinkedList[T any](item greenroomKind[T]) greenroomKind[*ListNode[T]] {
	list := greenroomList(item)
	return greenroomKind[*ListNode[T]]{
		func(text json.RawMessage) *ListNode[T] {
			values := list.read(text)
			var head *ListNode[T]
			for i := len(values) - 1; i >= 0; i-- {
				head = &ListNode[T]{values[i], head}
			}
			return head
		},
		func(node *ListNode[T], out *bytes.Buffer) {
			values := []T{}
			for ; node != nil; node = node.Next {
				values = append(values, node.Value)
			}
			list.write(values, out)
		},
	}
}

func greenroomTree[T any](item greenroomKind[T]) greenroomKind[*TreeNode[T]] {
	list := greenroomList(greenroomOptional(item))
	return greenroomKind[*TreeNode[T]]{
		func(text json.RawMessage) *TreeNode[T] {
			values := list.read(text)
			if len(values) == 0 {
				return nil
			}
			root := &TreeNode[T]{Value: *values[0]}
			queue := []*TreeNode[T]{root}
			for i, value := range values[1:] {
				var child *TreeNode[T]
				if value != nil {
					child = &TreeNode[T]{Value: *value}
					queue = append(queue, child)
				}
				if i%2 == 0 {
					queue[0].Left = child
				} else {
					queue[0].Right = child
					queue = queue[1:]
				}
			}
			return root
		},
		func(root *TreeNode[T], out *bytes.Buffer) {
			queue := []*TreeNode[T]{root}
			values := []*T{}
			for i := 0; i < len(queue); i++ {
				node := queue[i]
				if node == nil {
					values = append(values, nil)
					continue
				}
				values = append(values, &node.Value)
				queue = append(queue, node.Left, node.Right)
			}
			for len(values) > 0 && values[len(values)-1] == nil {
				values = values[:len(values)-1]
			}
			list.write(values, out)
		},
	}
}

func greenroomWriteString(text string, out *bytes.Buffer) {
	out.WriteByte('"')
	for _, c := range text {
		plain := strings.IndexRune("\"\\\n\r\t\b\f", c)
		switch {
		case plain >= 0:
			out.WriteByte('\\')
			out.WriteByte("\"\\nrtbf"[plain])
		case c >= ' ' && c < 0x7f:
			out.WriteRune(c)
		case c >= 0x10000:
			high, low := utf16.EncodeRune(c)
			fmt.Fprintf(out, "\\u%04x\\u%04x", high, low)
		default:
			fmt.Fprintf(out, "\\u%04x", c)
		}
	}
	out.WriteByte('"')
}

// The fewest digits that read back as the same number, written as Python writes them.
func greenroomWriteFloat(value float64, out *bytes.Buffer) {
	if math.IsNaN(value) || math.IsInf(value, 0) {
		panic("the solution returned a number that is not finite")
	}
	if value == 0 {
		if math.Signbit(value) {
			out.WriteByte('-')
		}
		out.WriteString("0.0")
		return
	}
	text := ""
	for count := 0; count <= 16; count++ {
		text = strconv.FormatFloat(math.Abs(value), 'e', count, 64)
		if back, err := strconv.ParseFloat(text, 64); err == nil && back == math.Abs(value) {
			break
		}
	}
	parts := strings.Split(text, "e")
	digits := strings.Replace(parts[0], ".", "", 1)
	exponent, err := strconv.Atoi(parts[1])
	greenroomCheck(err)
	if value < 0 {
		out.WriteByte('-')
	}
	switch {
	case exponent < -4 || exponent >= 16:
		out.WriteByte(digits[0])
		if len(digits) > 1 {
			out.WriteString("." + digits[1:])
		}
		fmt.Fprintf(out, "e%+03d", exponent)
	case exponent < 0:
		out.WriteString("0." + strings.Repeat("0", -exponent-1) + digits)
	case len(digits) <= exponent+1:
		out.WriteString(digits + strings.Repeat("0", exponent+1-len(digits)) + ".0")
	default:
		out.WriteString(digits[:exponent+1] + "." + digits[exponent+1:])
	}
}
